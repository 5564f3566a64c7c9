package dev.barkeeper.execution;

import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.OrderRequest;

/** A request that lacks its id only. */
@FunctionalInterface
public interface RequestShape {
    OrderRequest withId(ClientOrderId id);
}
