package dev.barkeeper.app.notice;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Draws a day's profit as a small PNG: its curve, the zero line, the hours, highest, lowest and last. Stateless. */
final class EquityPicture {
    private static final Logger LOG = LoggerFactory.getLogger(EquityPicture.class);
    private static final int WIDTH = 640;
    private static final int HEIGHT = 220;
    private static final int LEFT = 12;
    private static final int RIGHT = 110;
    private static final int TOP = 16;
    private static final int BOTTOM = 26;
    private static final int GRID_HOURS = 6;
    private static final long HOUR_MILLIS = 3_600_000L;
    private static final long DAY_MILLIS = 24 * HOUR_MILLIS;
    private static final Color INK = new Color(0x52606d);
    private static final Color GRID = new Color(0xe4e7eb);
    private static final Color ZERO = new Color(0x9aa5b1);
    private static final Color GAIN = new Color(0x1b6e3c);
    private static final Color LOSS = new Color(0xb3261e);

    private EquityPicture() {}

    /** Empty when there is nothing to draw, or when this Java installation cannot draw (it may lack fonts). */
    static Optional<byte[]> draw(Day day) {
        if (day.equity().size() < 2) {
            return Optional.empty();
        }
        try {
            BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
            Graphics2D pen = image.createGraphics();
            pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            pen.setColor(Color.WHITE);
            pen.fillRect(0, 0, WIDTH, HEIGHT);
            pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
            new Sheet(day).paint(pen);
            pen.dispose();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(image, "png", bytes);
            return Optional.of(bytes.toByteArray());
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            // a slim Java installation has no fonts or no drawing library: the day is told without a picture
            LOG.warn("picture=none cause={}", e.toString());
            return Optional.empty();
        }
    }

    /** Where a moment and a profit lie on the picture. */
    private static final class Sheet {
        private final Day day;
        private final long low;
        private final long high;

        Sheet(Day day) {
            this.day = day;
            low = Math.min(
                    0,
                    day.equity().stream()
                            .mapToLong(Day.Point::profitMinor)
                            .min()
                            .orElse(0));
            long top = Math.max(
                    0,
                    day.equity().stream()
                            .mapToLong(Day.Point::profitMinor)
                            .max()
                            .orElse(0));
            high = top == low ? low + 1 : top;
        }

        void paint(Graphics2D pen) {
            for (int hour = 0; hour <= 24; hour += GRID_HOURS) {
                int x = (int) x(day.dayMillis() + hour * HOUR_MILLIS);
                pen.setColor(GRID);
                pen.drawLine(x, TOP, x, HEIGHT - BOTTOM);
                pen.setColor(INK);
                String label = String.format(Locale.ROOT, "%02d:00", hour % 24);
                pen.drawString(label, Math.max(2, x - 16), HEIGHT - 8);
            }
            pen.setColor(ZERO);
            pen.drawLine(LEFT, (int) y(0), WIDTH - RIGHT, (int) y(0));
            curve(pen);
            labels(pen);
        }

        private void curve(Graphics2D pen) {
            List<Day.Point> points = day.equity();
            Path2D line = new Path2D.Double();
            line.moveTo(x(points.get(0).barMillis()), y(points.get(0).profitMinor()));
            points.forEach(point -> line.lineTo(x(point.barMillis()), y(point.profitMinor())));
            Day.Point last = points.get(points.size() - 1);
            Path2D area = new Path2D.Double(line);
            area.lineTo(x(last.barMillis()), y(0));
            area.lineTo(x(points.get(0).barMillis()), y(0));
            area.closePath();
            Color colour = last.profitMinor() < 0 ? LOSS : GAIN;
            pen.setColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 36));
            pen.fill(area);
            pen.setColor(colour);
            pen.setStroke(new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            pen.draw(line);
            pen.fillOval((int) x(last.barMillis()) - 3, (int) y(last.profitMinor()) - 3, 6, 6);
        }

        /** Highest and lowest at their heights; the last one beside the curve's end unless it would cover another. */
        private void labels(Graphics2D pen) {
            pen.setColor(INK);
            int right = WIDTH - RIGHT + 8;
            pen.drawString(signed(high), right, (int) y(high) + 4);
            pen.drawString(signed(low), right, (int) y(low) + 4);
            long last = day.equity().get(day.equity().size() - 1).profitMinor();
            double lastY = y(last);
            if (Math.abs(lastY - y(high)) > 14 && Math.abs(lastY - y(low)) > 14) {
                pen.setColor(last < 0 ? LOSS : GAIN);
                pen.drawString(signed(last), right, (int) lastY + 4);
            }
        }

        private double x(long atMillis) {
            double share = (atMillis - day.dayMillis()) / (double) DAY_MILLIS;
            return LEFT + Math.min(1, Math.max(0, share)) * (WIDTH - LEFT - RIGHT);
        }

        private double y(long profit) {
            return TOP + (high - profit) / (double) (high - low) * (HEIGHT - TOP - BOTTOM);
        }
    }

    private static String signed(long minor) {
        return String.format(java.util.Locale.ROOT, minor == 0 ? "0" : "%+,d", minor);
    }
}
