package io.outpost.agent.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.time.CaptureTime;
import io.outpost.protocols.rtp.VideoCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BufferBudgetTest {
  private static final Duration SPAN = Duration.ofDays(1);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private static AccessUnit unit(long micros, boolean key, int sizeBytes) {
    CaptureTime time = new CaptureTime(Instant.EPOCH, CaptureTime.Source.MEDIA, Duration.ZERO);
    return new AccessUnit(VideoCodec.H264, new byte[sizeBytes], micros, time, key, 0);
  }

  private static GopBuffer ring(BufferBudget budget, String camera) {
    return new GopBuffer(1_000_000, SPAN, budget.open(camera));
  }

  /** Groups of two pictures of ten bytes each. */
  private static void fill(GopBuffer ring, int groups) {
    for (int i = 0; i < groups; i++) {
      ring.add(unit(2L * i, true, 10));
      ring.add(unit(2L * i + 1, false, 10));
    }
  }

  private double dropped(String camera, String reason) {
    return registry
        .get("outpost.buffer.dropped")
        .tags("camera", camera, "reason", reason)
        .counter()
        .count();
  }

  @Test
  void add_totalUsedUp_dropsItsOwnOldestGroup() {
    BufferBudget budget = new BufferBudget(60, registry);
    GopBuffer ring = ring(budget, "yard");

    fill(ring, 4);

    assertThat(ring.snapshot().get(0).units().get(0).mediaMicros()).isEqualTo(2);
    assertThat(budget.usedBytes()).isEqualTo(60);
    assertThat(dropped("yard", "total-limit")).isEqualTo(2);
  }

  @Test
  void add_lessThanItsShare_theLargestGivesWay() {
    BufferBudget budget = new BufferBudget(120, registry);
    GopBuffer large = ring(budget, "large");
    GopBuffer middle = ring(budget, "middle");
    fill(middle, 2);
    fill(large, 4);

    GopBuffer fresh = ring(budget, "fresh");
    fill(fresh, 1);

    assertThat(large.sizeBytes()).isEqualTo(60);
    assertThat(middle.sizeBytes()).isEqualTo(40);
    assertThat(fresh.sizeBytes()).isEqualTo(20);
    assertThat(dropped("large", "gave-way")).isEqualTo(2);
    assertThat(dropped("middle", "gave-way")).isZero();
  }

  @Test
  void add_allHaveTheirShare_eachDropsItsOwn() {
    BufferBudget budget = new BufferBudget(80, registry);
    GopBuffer one = ring(budget, "one");
    GopBuffer other = ring(budget, "other");
    fill(one, 2);
    fill(other, 2);

    fill(one, 5);

    assertThat(one.sizeBytes()).isLessThanOrEqualTo(40);
    assertThat(other.sizeBytes()).isEqualTo(40);
    assertThat(dropped("other", "gave-way")).isZero();
  }

  @Test
  void add_nothingCanGiveWay_isRefusedAndItsGroupIsNotKept() {
    BufferBudget budget = new BufferBudget(50, registry);
    BufferAccount queue = budget.open("queue");
    assertThat(queue.reserve(35)).isTrue();
    GopBuffer ring = ring(budget, "ring");

    ring.add(unit(1, true, 10));
    ring.add(unit(2, false, 10));
    ring.add(unit(3, false, 1));
    assertThat(ring.snapshot()).isEmpty();

    ring.add(unit(4, true, 15));
    assertThat(ring.sizeBytes()).isEqualTo(15);
    assertThat(budget.usedBytes()).isEqualTo(50);
    assertThat(dropped("ring", "refused") + dropped("ring", "total-limit")).isPositive();
  }

  @Test
  void reserve_forAQueue_ringsGiveWay() {
    BufferBudget budget = new BufferBudget(100, registry);
    GopBuffer ring = ring(budget, "yard");
    fill(ring, 5);
    BufferAccount queue = budget.open("yard");

    assertThat(queue.reserve(90)).isTrue();
    assertThat(ring.sizeBytes()).isZero();
    assertThat(queue.reserve(11)).isFalse();
    queue.release(90);
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  void reserve_moreThanAll_takesFromNobody() {
    BufferBudget budget = new BufferBudget(100, registry);
    GopBuffer ring = ring(budget, "yard");
    fill(ring, 2);

    assertThat(budget.open("gate").reserve(101)).isFalse();

    assertThat(ring.sizeBytes()).isEqualTo(40);
  }

  @Test
  void close_givesAllBackAndTakesTheMetersAway() {
    BufferBudget budget = new BufferBudget(100, registry);
    GopBuffer ring = ring(budget, "yard");
    BufferAccount queue = budget.open("yard");
    fill(ring, 2);
    assertThat(queue.reserve(7)).isTrue();
    assertThat(registry.get("outpost.buffer").tag("camera", "yard").gauge().value()).isEqualTo(47);

    ring.close();
    assertThat(registry.get("outpost.buffer").tag("camera", "yard").gauge().value()).isEqualTo(7);
    queue.close();
    queue.close();

    assertThat(budget.usedBytes()).isZero();
    assertThat(registry.find("outpost.buffer").gauge()).isNull();
    assertThat(registry.find("outpost.buffer.dropped").counter()).isNull();
    ring.add(unit(9, true, 10));
    assertThat(queue.reserve(1)).isFalse();
    queue.release(1);
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  void anySequence_neverPassesTheTotalAndIsEmptyAfterClose() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      BufferBudget budget = new BufferBudget(1_000, new SimpleMeterRegistry());
      List<GopBuffer> rings = new ArrayList<>();
      BufferAccount queue = budget.open("queue");
      long queued = 0;
      for (int step = 0; step < 800; step++) {
        int what = random.nextInt(100);
        if (what < 5 && rings.size() < 6) {
          rings.add(
              new GopBuffer(400, Duration.ofMillis(1), budget.open("camera-" + random.nextInt(3))));
        } else if (what < 7 && !rings.isEmpty()) {
          rings.remove(random.nextInt(rings.size())).close();
        } else if (what < 10 && !rings.isEmpty()) {
          rings.get(random.nextInt(rings.size())).clear();
        } else if (what < 15) {
          int bytes = random.nextInt(300);
          queued += queue.reserve(bytes) ? bytes : 0;
        } else if (what < 20) {
          long bytes = queued == 0 ? 0 : random.nextLong(queued + 1);
          queue.release(bytes);
          queued -= bytes;
        } else if (!rings.isEmpty()) {
          rings
              .get(random.nextInt(rings.size()))
              .add(unit(step * 40L, random.nextInt(6) == 0, random.nextInt(150)));
        }
        assertThat(budget.usedBytes())
            .as("seed %d step %d", seed, step)
            .isBetween(0L, 1_000L)
            .isEqualTo(queued + rings.stream().mapToLong(GopBuffer::sizeBytes).sum());
        for (GopBuffer ring : rings) {
          assertThat(ring.snapshot().stream().mapToLong(GroupOfPictures::sizeBytes).sum())
              .as("seed %d step %d", seed, step)
              .isEqualTo(ring.sizeBytes());
        }
      }
      rings.forEach(GopBuffer::close);
      queue.close();
      assertThat(budget.usedBytes()).as("seed %d", seed).isZero();
    }
  }

  /** Rings that take room from each other on several threads neither wait for ever nor miscount. */
  @Test
  void manyThreads_neverPassTheTotalAndLeaveNothing() throws Exception {
    BufferBudget budget = new BufferBudget(5_000, registry);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Long>> tasks = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        int seed = thread;
        tasks.add(() -> hammer(budget, seed));
      }
      for (Future<Long> most : threads.invokeAll(tasks)) {
        assertThat(most.get()).isBetween(1L, 5_000L);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(budget.usedBytes()).isZero();
  }

  private static long hammer(BufferBudget budget, int seed) {
    Random random = new Random(seed);
    long most = 0;
    List<GopBuffer> rings = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      rings.add(ring(budget, "camera-" + seed + "-" + i));
    }
    for (int step = 0; step < 20_000; step++) {
      GopBuffer ring = rings.get(random.nextInt(rings.size()));
      ring.add(unit(step, random.nextInt(10) == 0, random.nextInt(200 * (seed + 1))));
      most = Math.max(most, budget.usedBytes());
    }
    rings.forEach(GopBuffer::close);
    return most;
  }
}
