package dev.barkeeper.bitmex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Receives the rows of its topics, one call at a time; must not block. */
interface StreamListener {

    /** @param image whether the rows are a table's whole content, sent first and after a restart of the table */
    void onRows(String table, boolean image, List<ObjectNode> rows);

    /** All topics are subscribed; those of the account have sent their images. */
    void onUp();

    /** Said once after each {@link #onUp}. */
    void onDown(String cause);
}
