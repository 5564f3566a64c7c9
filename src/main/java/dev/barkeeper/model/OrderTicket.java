package dev.barkeeper.model;

/**
 * One request of ours with its cause and its fate: a row of {@code order_requests}, keyed by client id.
 *
 * @param barMillis the bar it was derived from
 * @param attempt 0 for the first
 * @param decisionE8 the decision price behind it
 * @param venueOrderId empty until acknowledged
 * @param filledContracts what the venue says was filled
 * @param note why it is in that state, for people
 * @param atMillis venue time of the last change
 */
public record OrderTicket(
        OrderRequest request,
        long barMillis,
        Leg leg,
        int attempt,
        long decisionE8,
        RequestState state,
        String venueOrderId,
        long filledContracts,
        String note,
        long atMillis) {

    public ClientOrderId id() {
        return request.id();
    }
}
