package io.outpost.agent.evaluate;

/** A truth and the event that tells of it. */
public record Match<A, B>(A truth, B told) {}
