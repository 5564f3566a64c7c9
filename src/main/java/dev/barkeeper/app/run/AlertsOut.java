package dev.barkeeper.app.run;

import dev.barkeeper.alert.Alert;
import dev.barkeeper.alert.Alerts;
import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.mail.LogAlerts;
import dev.barkeeper.mail.Mailer;
import dev.barkeeper.mail.SmtpAlerts;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where alerts go, by the ini: e-mail and log, or the log alone. Thread-safe. */
final class AlertsOut implements Alerts, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertsOut.class);

    private final Alerts alerts;
    private final Teardown teardown;

    private AlertsOut(Alerts alerts, Teardown teardown) {
        this.alerts = alerts;
        this.teardown = teardown;
    }

    static AlertsOut of(BotSettings settings, Clock clock) {
        Teardown teardown = new Teardown();
        if (settings.mail().isEmpty()) {
            LOG.info("alerts=log_only to_change=set_alert.mail.to_and_smtp.host");
            return new AlertsOut(new LogAlerts(), teardown);
        }
        Mailer mailer = new Mailer(settings.mail().get().toSmtp(), clock);
        return new AlertsOut(teardown.add(new SmtpAlerts(mailer, "barkeeper " + settings.emi())), teardown);
    }

    @Override
    public void raise(Alert alert) {
        alerts.raise(alert);
    }

    @Override
    public void close() {
        teardown.close();
    }
}
