package io.tidemark.bench.check;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Internal.EnumLite;
import com.google.protobuf.MessageOrBuilder;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tidemark.bench.load.Answers;
import io.tidemark.jobs.Topics;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A judge that reads the log with the product's own eyes would share its mistakes. */
class JudgeIndependenceTest {

    /** What judges outside of this package, and what it reads with. */
    private static final Set<String> OTHER_JUDGES =
            Set.of(
                    "io.tidemark.bench.load.AnswerTypes",
                    "io.tidemark.bench.load.Answers",
                    "io.tidemark.bench.load.Fingerprint",
                    "io.tidemark.bench.load.JournalEntry",
                    "io.tidemark.bench.load.JournalReader",
                    "io.tidemark.bench.pressure.AnsweredRequests",
                    "io.tidemark.bench.pressure.AnswersTail");

    private static final String WHERE_TO_LOOK = "io.tidemark.bench.pressure.Target";

    private static final DescribedPredicate<JavaClass> JUDGE =
            DescribedPredicate.describe(
                    "judge",
                    type ->
                            type.getPackageName().equals("io.tidemark.bench.check")
                                    || OTHER_JUDGES.contains(outermost(type)));

    private static final DescribedPredicate<JavaClass> MESSAGE =
            resideInAPackage("io.tidemark.proto")
                    .and(assignableTo(MessageOrBuilder.class).or(assignableTo(EnumLite.class)));

    private static final JavaClasses BENCH =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.tidemark.bench");

    @Test
    void usageExample() {
        assertThat(JUDGE.test(BENCH.get(LogCheck.class))).isTrue();
        assertThat(JUDGE.test(BENCH.get(Answers.class))).isTrue();
    }

    @Test
    void theJudgeUsesMessageClassesAndNamesOfTopicsAlone() {
        noClasses()
                .that(JUDGE)
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.tidemark..")
                                .and(DescribedPredicate.not(JUDGE))
                                .and(DescribedPredicate.not(MESSAGE))
                                .and(DescribedPredicate.not(named(Topics.class.getName())))
                                .and(DescribedPredicate.not(named(WHERE_TO_LOOK))))
                .check(BENCH);
    }

    private static DescribedPredicate<JavaClass> named(String outermost) {
        return DescribedPredicate.describe(
                "is " + outermost, type -> outermost(type).equals(outermost));
    }

    private static String outermost(JavaClass type) {
        return type.getName().split("\\$", -1)[0];
    }
}
