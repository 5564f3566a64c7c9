package dev.barkeeper.paper;

import java.util.List;

/** What changed in a book since the last change, all of one moment; a list may be empty, not all three. */
public record BookChange(
        String symbol, List<BookLevel> deleted, List<BookLevel> updated, List<BookLevel> inserted, long atMillis) {}
