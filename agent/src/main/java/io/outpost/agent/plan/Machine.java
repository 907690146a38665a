package io.outpost.agent.plan;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The box that this runs on, or the share of it that a container was given. */
public final class Machine {
  private Machine() {}

  /** Its cores and its memory. */
  public static Capacity capacity() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Capacity(Runtime.getRuntime().availableProcessors(), system.getTotalMemorySize());
  }
}
