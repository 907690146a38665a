package io.outpost.protocols;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A fuzz target. In {@code verify} it replays the inputs under {@code src/test/resources}; {@code
 * protocols/fuzz NAME} explores for ten million executions from there, and puts an input that fails
 * beside the others, where it is a test from then on.
 */
@FuzzTest(maxDuration = "", maxExecutions = 10_000_000)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface FuzzTarget {}
