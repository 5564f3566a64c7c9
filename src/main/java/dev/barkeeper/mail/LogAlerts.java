package dev.barkeeper.mail;

import dev.barkeeper.alert.Alert;
import dev.barkeeper.alert.Alerts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alerts into the log: a problem as an error, everything else as a warning or a fact. Thread-safe. */
public final class LogAlerts implements Alerts {
    private static final Logger LOG = LoggerFactory.getLogger(LogAlerts.class);

    @Override
    public void raise(Alert alert) {
        switch (alert.severity()) {
            case PROBLEM ->
                LOG.error("alert={} subject=\"{}\" text=\"{}\"", alert.key(), alert.subject(), alert.text());
            case RECOVERED ->
                LOG.warn("recovered={} subject=\"{}\" text=\"{}\"", alert.key(), alert.subject(), alert.text());
            case NOTICE -> LOG.info("notice={} subject=\"{}\" text=\"{}\"", alert.key(), alert.subject(), alert.text());
        }
    }
}
