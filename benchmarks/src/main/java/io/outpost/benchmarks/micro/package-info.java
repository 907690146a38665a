/**
 * JMH benchmarks, one class a question. {@code benchmarks/run jmh} runs all of them in forks of
 * their own and turns the results into figures.
 */
@NullMarked
package io.outpost.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
