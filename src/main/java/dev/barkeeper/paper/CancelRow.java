package dev.barkeeper.paper;

import java.util.Optional;

/**
 * The fate of one id of a cancel request.
 *
 * @param asked the order id or client id that was named
 * @param order the order after it; empty when it is unknown
 * @param error empty when it was cancelled; else the dialect's text
 */
public record CancelRow(String asked, Optional<PaperOrder> order, String error) {}
