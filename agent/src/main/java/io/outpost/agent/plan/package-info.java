/**
 * How many cameras fit on this box: what a picture costs here is measured with the real worker, and
 * the rest is arithmetic.
 *
 * <p>What was measured is kept ({@link io.outpost.agent.plan.PlanFile}), so that {@code camera add}
 * can say at once whether there is room for one more ({@link io.outpost.agent.plan.Admission}).
 *
 * <p>{@link io.outpost.agent.plan.Costs} and {@link io.outpost.agent.plan.Capacity} know no clock
 * and no worker; {@link io.outpost.agent.plan.Measurement} runs both. What receiving costs is not
 * measured here but taken from the benchmarks.
 */
@NullMarked
package io.outpost.agent.plan;

import org.jspecify.annotations.NullMarked;
