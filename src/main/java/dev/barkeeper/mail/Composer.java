package dev.barkeeper.mail;

import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/**
 * Writes a letter as an RFC 5322 message without addresses: plain text, HTML and an inline picture. Its Message-ID is
 * given here once, so that a message which is sent twice, because an answer got lost, is one message to its receiver.
 */
final class Composer {
    private static final int MAX_SUBJECT = 180;
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private Composer() {}

    static byte[] compose(Letter letter, Instant writtenAt) {
        try {
            MimeMessage message = new MimeMessage((Session) null) {
                @Override
                protected void updateMessageID() throws MessagingException {
                    setHeader("Message-ID", "<" + UUID.randomUUID() + "@barkeeper>");
                }
            };
            String line = letter.subject().replaceAll("[\\p{Cntrl}]+", " ").strip();
            message.setSubject(line.length() > MAX_SUBJECT ? line.substring(0, MAX_SUBJECT) : line, UTF_8);
            message.setSentDate(Date.from(writtenAt));
            message.setHeader("Auto-Submitted", "auto-generated");
            message.setContent(body(letter));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            message.writeTo(bytes);
            return bytes.toByteArray();
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("a letter cannot be written as a message: " + letter.subject(), e);
        }
    }

    private static MimeMultipart body(Letter letter) throws MessagingException {
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(letter.text(), UTF_8);
        MimeBodyPart html = new MimeBodyPart();
        html.setText(letter.html(), UTF_8, "html");
        if (letter.picture().isEmpty()) {
            return new MimeMultipart("alternative", plain, html);
        }
        MimeBodyPart picture = new MimeBodyPart();
        picture.setDataHandler(
                new DataHandler(new ByteArrayDataSource(letter.picture().get(), "image/png")));
        picture.setContentID("<" + Letter.PICTURE_URL.substring("cid:".length()) + ">");
        picture.setDisposition(Part.INLINE);
        picture.setFileName("equity.png");
        MimeBodyPart together = new MimeBodyPart();
        together.setContent(new MimeMultipart("related", html, picture));
        return new MimeMultipart("alternative", plain, together);
    }
}
