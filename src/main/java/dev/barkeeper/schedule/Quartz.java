package dev.barkeeper.schedule;

import dev.barkeeper.machine.Daemons;
import java.time.Duration;
import java.util.Date;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobDetail;
import org.quartz.ScheduleBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.matchers.GroupMatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Quartz scheduler with its own daemon threads. Jobs live in memory, since all of them are derived again at start.
 * Thread-safe.
 */
final class Quartz implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Quartz.class);

    private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

    private static final long LOOK_MILLIS = 500;
    /** Longer than a look at both clocks takes, shorter than anybody waits. */
    private static final long SET_BACK_MILLIS = 100;

    private final Scheduler scheduler;
    private final CountDownLatch closed = new CountDownLatch(1);

    Quartz(String name, int threads) {
        Properties properties = new Properties();
        properties.put("org.quartz.scheduler.instanceName", name + "-" + UUID.randomUUID());
        properties.put("org.quartz.scheduler.threadName", name);
        properties.put("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
        properties.put("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.put("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
        properties.put("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        properties.put("org.quartz.threadPool.threadCount", String.valueOf(threads));
        properties.put("org.quartz.threadPool.makeThreadsDaemons", "true");
        properties.put("org.quartz.threadPool.threadNamePrefix", name);
        try {
            scheduler = new StdSchedulerFactory(properties).getScheduler();
            scheduler.start();
        } catch (SchedulerException e) {
            throw new IllegalStateException("the scheduler " + name + " does not start: " + e.getMessage(), e);
        }
        Daemons.thread(name + "-clocks", this::watchClocks).start();
    }

    /** Quartz waits by the wall clock: where that is set back, nothing would run until it has come there again. */
    private void watchClocks() {
        try {
            long wall = System.currentTimeMillis();
            long nanos = System.nanoTime();
            while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                long wallNow = System.currentTimeMillis();
                long nanosNow = System.nanoTime();
                long setBack = (nanosNow - nanos) / 1_000_000 - (wallNow - wall);
                wall = wallNow;
                nanos = nanosNow;
                if (setBack > SET_BACK_MILLIS) {
                    LOG.warn("scheduler=wall_clock_set_back millis={} action=times_moved", setBack);
                    moveTimes(setBack);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void moveTimes(long backMillis) {
        try {
            for (TriggerKey key : scheduler.getTriggerKeys(GroupMatcher.anyTriggerGroup())) {
                Trigger trigger = scheduler.getTrigger(key);
                Date next = trigger == null ? null : trigger.getNextFireTime();
                if (next != null) {
                    Date moved = new Date(next.getTime() - backMillis);
                    scheduler.rescheduleJob(
                            key, trigger.getTriggerBuilder().startAt(moved).build());
                }
            }
        } catch (SchedulerException e) {
            LOG.warn("scheduler=times_not_moved error={}", e.getMessage());
        }
    }

    /** Runs it once, in so many wall milliseconds; replaces what has the same name. */
    void once(String name, long inMillis, Runnable task) {
        put(name, inMillis, SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow(), task);
    }

    /** Runs it again and again; times that were missed are left out; never twice at the same time. */
    void every(String name, Duration interval, Runnable task) {
        long millis = Math.max(1, interval.toMillis());
        SimpleScheduleBuilder schedule = SimpleScheduleBuilder.simpleSchedule()
                .withIntervalInMilliseconds(millis)
                .repeatForever()
                .withMisfireHandlingInstructionNextWithRemainingCount();
        put(name, millis, schedule, task);
    }

    /** Starts nothing any more and waits, a little, for what runs. */
    @Override
    public void close() {
        closed.countDown();
        Thread closing = Daemons.thread("quartz-close", this::shutDown);
        closing.start();
        try {
            closing.join(CLOSE_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (closing.isAlive()) {
            LOG.warn("scheduler=closing still_running=true waited={}", CLOSE_WAIT);
        }
    }

    private void shutDown() {
        try {
            scheduler.shutdown(true);
        } catch (SchedulerException e) {
            LOG.warn("scheduler=closing error={}", e.getMessage());
        }
    }

    private synchronized void put(String name, long inMillis, ScheduleBuilder<?> schedule, Runnable task) {
        JobDataMap data = new JobDataMap();
        data.put(TaskJob.TASK, task);
        JobDetail job = JobBuilder.newJob(TaskJob.class)
                .withIdentity(name)
                .usingJobData(data)
                .build();
        Trigger trigger = TriggerBuilder.newTrigger()
                .withIdentity(name)
                .startAt(new Date(System.currentTimeMillis() + Math.max(0, inMillis)))
                .withSchedule(schedule)
                .build();
        try {
            if (!scheduler.isShutdown()) {
                scheduler.scheduleJob(job, Set.of(trigger), true);
            }
        } catch (SchedulerException e) {
            throw new IllegalStateException("cannot schedule the job " + name + ": " + e.getMessage(), e);
        }
    }
}
