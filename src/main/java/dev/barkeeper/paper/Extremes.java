package dev.barkeeper.paper;

/** Which of a minute's extremes the price reaches first. */
public enum Extremes {
    /** The low when it rose, the high when it fell. */
    BY_DIRECTION,
    /** The one that is worse for what is held when the minute begins; by direction while nothing is. */
    WORSE_FIRST
}
