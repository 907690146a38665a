package io.outpost.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JavaToolTest {
  @Test
  void allocatedBytes_threadDump_addsAllButTheListener() {
    String dump =
        """
        "main" #1 prio=5 os_prio=0 cpu=430.83ms elapsed=5.25s allocated=13244K defined_classes=1 tid=0x1 nid=0x2 waiting
           java.lang.Thread.State: TIMED_WAITING (sleeping)
        "Signal Dispatcher" #4 daemon prio=9 os_prio=0 cpu=0.40ms elapsed=4.88s allocated=528B defined_classes=0 tid=0x1
        "vision" #9 daemon prio=9 os_prio=0 cpu=0.40ms elapsed=4.88s allocated=120M defined_classes=0 tid=0x1 runnable
        "Attach Listener" #14 daemon prio=9 os_prio=0 cpu=0.9ms elapsed=1.1s allocated=999K defined_classes=1 tid=0x1
        "VM Thread" os_prio=0 cpu=13.10ms elapsed=4.88s tid=0x00007 nid=0x175c runnable
        """;

    assertThat(JavaTool.allocatedBytes(dump)).isEqualTo((13244L << 10) + 528 + (120L << 20));
  }
}
