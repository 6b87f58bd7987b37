package io.tidemark.bench.pressure;

import picocli.CommandLine.Option;

/** The share of this machine's processors that a job gets while it is pressed on. */
final class CpuShare {

    /** What is done meanwhile. */
    interface Work {
        void run() throws Exception;
    }

    @Option(
            names = "--task-manager-cpus",
            paramLabel = "N",
            description = {
                "Share of this machine's processors that all TaskManagers together are held to"
                        + " once they are warm, 0.25 for example; without it a flood shares them"
                        + " with the job, and what the job sustains may be as much as a flood can"
                        + " write.",
                "Needs the right to make a control group, and bin/cluster on this machine."
            })
    private Double cpus;

    /** Holds the TaskManagers to it, where one is set, for as long as the work takes. */
    void during(Target target, Work work) throws Exception {
        try (CpuQuota quota = cpus == null ? null : target.taskManagers().holdTo(cpus)) {
            if (quota != null) {
                Pressure.say("the TaskManagers are held to %s processors", cpus);
            }
            work.run();
        }
    }
}
