package dev.barkeeper.execution;

import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.OrderRequest;

/** What execution asks of the outside; carried out after everything behind it is committed. */
public sealed interface Command {
    /** Whether it changes nothing at the venue, so that it may be asked twice or be forgotten. */
    default boolean isRead() {
        return false;
    }

    /** Send an order. */
    record Submit(OrderRequest request, boolean isEntry) implements Command {}

    record Cancel(ClientOrderId id, String venueOrderId) implements Command {}

    record LookUp(ClientOrderId id) implements Command {
        @Override
        public boolean isRead() {
            return true;
        }
    }

    record FetchAccount() implements Command {
        @Override
        public boolean isRead() {
            return true;
        }
    }

    record FetchFills(long fromMillis) implements Command {
        @Override
        public boolean isRead() {
            return true;
        }
    }

    /** Try a request again at that venue time. */
    record RetryAt(ClientOrderId id, long dueMillis) implements Command {}

    /** Look an order up at that venue time. */
    record LookUpAt(ClientOrderId id, long dueMillis) implements Command {}
}
