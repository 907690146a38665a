package io.outpost.agent.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/** The agent's meters. Safe for any thread. */
public final class Metrics implements AutoCloseable {
  /** What {@link #scrape} writes. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /** Of no use on a box that runs one small process, and a series each. */
  private static final List<String> LEFT_OUT =
      List.of("jvm.buffer", "jvm.threads.states", "jvm.threads.peak", "jvm.threads.started");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  private Metrics() {}

  /** A registry that holds the meters of JVM and process. */
  public static Metrics create() {
    Metrics metrics = new Metrics();
    metrics.bindProcess();
    return metrics;
  }

  private void bindProcess() {
    LEFT_OUT.forEach(name -> registry.config().meterFilter(MeterFilter.denyNameStartsWith(name)));
    new JvmMemoryMetrics().bindTo(registry);
    collections.bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    ResidentMemory.bindTo(registry);
  }

  /** Where parts register their meters. */
  public MeterRegistry registry() {
    return registry;
  }

  /** All meters in Prometheus' text format. */
  public String scrape() {
    return registry.scrape(CONTENT_TYPE);
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
