package dev.barkeeper.schedule;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the task it was scheduled with; public because Quartz makes it by its name. Thread-safe. */
@DisallowConcurrentExecution
public final class TaskJob implements Job {
    static final String TASK = "task";
    private static final Logger LOG = LoggerFactory.getLogger(TaskJob.class);

    /** A task that fails is logged; it runs again at its next time. */
    @Override
    public void execute(JobExecutionContext context) {
        try {
            ((Runnable) context.getMergedJobDataMap().get(TASK)).run();
        } catch (RuntimeException e) {
            LOG.error("job={} failed", context.getJobDetail().getKey().getName(), e);
        }
    }
}
