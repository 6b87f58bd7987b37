package io.tidemark.jobs;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.tidemark.connectors.kafka.TopicSetup;
import io.tidemark.insert.InsertSchema;
import io.tidemark.meta.HeapMetaStore;
import io.tidemark.segment.SegmentAllocator;
import io.tidemark.task.MetaView;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The house rules that bytecode shows: who sees whom, and where order and time may come from. */
class ArchitectureTest {

    private static final String[] CORE = {
        "io.tidemark.channel..",
        "io.tidemark.clock..",
        "io.tidemark.definition..",
        "io.tidemark.ingest..",
        "io.tidemark.insert..",
        "io.tidemark.life..",
        "io.tidemark.meta..",
        "io.tidemark.request..",
        "io.tidemark.schema..",
        "io.tidemark.segment..",
        "io.tidemark.setting..",
        "io.tidemark.task..",
        "io.tidemark.tick..",
        "io.tidemark.wal..",
    };
    private static final String OPERATORS = "io.tidemark.operators..";
    private static final String CONNECTORS = "io.tidemark.connectors..";
    private static final String JOBS = "io.tidemark.jobs..";
    private static final String CLI = "io.tidemark.jobs.cli..";
    private static final String LOCAL = "io.tidemark.jobs.local..";

    /** Whose hash map or set is known to reach no output, and why. */
    private static final Map<String, String> HARMLESS_HASHES =
            new TreeMap<>(
                    Map.of(
                            InsertSchema.class.getName(),
                            "only looked up by name",
                            HeapMetaStore.class.getName(),
                            "its scan promises no order",
                            MetaView.class.getName(),
                            "schemas are only looked up by id",
                            "io.tidemark.task.InsertPlaces",
                            "places are only looked up by name",
                            "io.tidemark.task.InsertRates",
                            "its snapshot is sorted",
                            "io.tidemark.request.Method",
                            "methods are only looked up by name or number",
                            "io.tidemark.schema.SchemaRules",
                            "only asked whether a name came before",
                            SegmentAllocator.class.getName(),
                            "its snapshot is sorted"));

    private static final Set<String> HASHES =
            Set.of(
                    "java.util.HashMap",
                    "java.util.HashSet",
                    "java.util.IdentityHashMap",
                    "java.util.WeakHashMap",
                    "java.util.concurrent.ConcurrentHashMap");

    private static final JavaClasses PRODUCT =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.tidemark");

    @Test
    void usageExample() {
        assertThat(PRODUCT.contain(TidemarkTopology.class)).isTrue();
        assertThat(PRODUCT.contain(ArchitectureTest.class)).isFalse();
    }

    @Test
    void everyPackageOfTheCoreIsListed() {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : PRODUCT) {
            found.add(type.getPackageName().split("\\.", -1)[2]);
        }

        List<String> elsewhere = List.of("connectors", "jobs", "operators", "proto");
        for (String part : found) {
            assertThat(elsewhere.contains(part) || List.of(CORE).contains(inside(part)))
                    .as(
                            "package io.tidemark.%s is part of the core or of a module of its own",
                            part)
                    .isTrue();
        }
        assertThat(found.stream().map(ArchitectureTest::inside)).contains(CORE);
    }

    @Test
    void modulesLookInOneDirection() {
        noClasses()
                .that()
                .resideInAPackage("io.tidemark.proto..")
                .should()
                .dependOnClassesThat(inTidemarkBut("io.tidemark.proto.."))
                .check(PRODUCT);
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(OPERATORS, CONNECTORS, JOBS)
                .check(PRODUCT);
        noClasses()
                .that()
                .resideInAPackage(OPERATORS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CONNECTORS, JOBS)
                .check(PRODUCT);
        noClasses()
                .that()
                .resideInAPackage(CONNECTORS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(OPERATORS, JOBS)
                .because("connectors see the pure core, never the operators that host it")
                .check(PRODUCT);
    }

    @Test
    void packagesHaveNoCycles() {
        SlicesRuleDefinition.slices()
                .matching("io.tidemark.(**)")
                .should()
                .beFreeOfCycles()
                .check(PRODUCT);
    }

    @Test
    void theCoreKnowsNoFlinkNoKafkaNoEtcd() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..", "io.etcd..")
                .check(PRODUCT);
    }

    @Test
    void theCoreHasNoChanceAndNoThreads() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat(
                        named(
                                "java.util.Random",
                                "java.util.SplittableRandom",
                                "java.util.UUID",
                                "java.security.SecureRandom",
                                "java.util.concurrent.ThreadLocalRandom",
                                "java.lang.Thread",
                                "java.lang.ThreadLocal",
                                "java.util.concurrent.Executors",
                                "java.util.concurrent.CompletableFuture"))
                .check(PRODUCT);
        noClasses().should().accessTargetWhere(calls("java.lang.Math", "random")).check(PRODUCT);
    }

    @Test
    void nobodyReadsTheWallClockButTheTicker() {
        DescribedPredicate<JavaClass> free =
                resideInAnyPackage(CLI, LOCAL)
                        // The ticker is where time comes into the log.
                        .or(named("io.tidemark.connectors.kafka.TimeTickerReader"))
                        // How long calls take is told to Prometheus, and to nobody else.
                        .or(named("io.tidemark.connectors.grpc.GatewayCounters"))
                        // A time-out of the set-up, before any job runs.
                        .or(belongToAnyOf(TopicSetup.class));
        noClasses()
                .that(not(free))
                .should()
                .accessTargetWhere(
                        calls("java.lang.System", "currentTimeMillis", "nanoTime")
                                .or(calls("java.time.Instant", "now"))
                                .or(calls("java.time.LocalDateTime", "now"))
                                .or(calls("java.time.ZonedDateTime", "now"))
                                .or(calls("java.time.OffsetDateTime", "now"))
                                .or(calls("java.time.Clock", "systemUTC", "systemDefaultZone"))
                                .or(calls("java.util.Date", "<init>")))
                .check(PRODUCT);
    }

    @Test
    void noStreamIsParallel() {
        noClasses()
                .should()
                .accessTargetWhere(
                        DescribedPredicate.describe(
                                "parallel streams",
                                access ->
                                        access.getName().equals("parallel")
                                                || access.getName().equals("parallelStream")))
                .check(PRODUCT);
    }

    @Test
    void noOrderOfAHashMapReachesAnOutput() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .and(not(hashesAreHarmless()))
                .should()
                .accessTargetWhere(
                        DescribedPredicate.describe(
                                "make a map or set without an order",
                                ArchitectureTest::makesUnordered))
                .because("the same log must give the same bytes in every JVM")
                .check(PRODUCT);
    }

    @Test
    void everyExceptionToThatIsStillNeeded() {
        for (String name : HARMLESS_HASHES.keySet()) {
            assertThat(PRODUCT.get(name).getAccessesFromSelf())
                    .as("%s: %s", name, HARMLESS_HASHES.get(name))
                    .anyMatch(ArchitectureTest::makesUnordered);
        }
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that(not(resideInAnyPackage(CLI)))
                .should()
                .accessTargetWhere(
                        calls("java.lang.System", "out", "err")
                                .or(calls("java.lang.Throwable", "printStackTrace")))
                .check(PRODUCT);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .check(PRODUCT);
    }

    @Test
    void namesSayWhatAClassIs() {
        classes()
                .should()
                .haveNameNotMatching(".*(Util|Utils|Helper|Helpers|Manager)")
                .check(PRODUCT);
    }

    private static String inside(String part) {
        return "io.tidemark." + part + "..";
    }

    private static boolean makesUnordered(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getName();
        return switch (owner) {
            case "java.util.Map" -> Set.of("of", "ofEntries", "copyOf").contains(name);
            case "java.util.Set" -> Set.of("of", "copyOf").contains(name);
            case "java.util.stream.Collectors" ->
                    Set.of("toMap", "toSet", "toUnmodifiableMap", "toUnmodifiableSet", "groupingBy")
                            .contains(name);
            default -> HASHES.contains(owner) && name.equals("<init>");
        };
    }

    private static DescribedPredicate<JavaClass> hashesAreHarmless() {
        return DescribedPredicate.describe(
                "harmless", type -> HARMLESS_HASHES.containsKey(type.getName()));
    }

    private static DescribedPredicate<JavaClass> named(String... names) {
        Set<String> all = Set.of(names);
        return DescribedPredicate.describe(
                String.join(", ", names), type -> all.contains(type.getName()));
    }

    private static DescribedPredicate<JavaClass> inTidemarkBut(String allowed) {
        return resideInAnyPackage("io.tidemark..").and(not(resideInAnyPackage(allowed)));
    }

    private static DescribedPredicate<JavaAccess<?>> calls(String owner, String... members) {
        Set<String> all = Set.of(members);
        return DescribedPredicate.describe(
                owner + "." + String.join("/", members),
                access ->
                        access.getTargetOwner().getName().equals(owner)
                                && all.contains(access.getName()));
    }
}
