package io.tidemark.bench.process;

import io.tidemark.connectors.grpc.Gateway;
import io.tidemark.connectors.grpc.GatewayOptions;
import io.tidemark.jobs.ClusterGateway;
import io.tidemark.jobs.Topics;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A gateway in a process of its own, so that its CPU is nobody else's. */
@Command(name = "gate", hidden = true)
public final class GateCommand implements Callable<Integer> {

    @Option(names = "--bootstrap", required = true)
    private String bootstrap;

    @Option(names = "--prefix", required = true)
    private String prefix;

    @Override
    public Integer call() throws Exception {
        Properties client = new Properties();
        client.setProperty("bootstrap.servers", bootstrap);
        try (Gateway gateway =
                ClusterGateway.start(
                        GatewayOptions.onLoopback(0), client, new Topics(prefix, prefix))) {
            Child.ready(Integer.toString(gateway.port()));
            Child.tellCompiling();
        }
        return 0;
    }
}
