package io.outpost.benchmarks;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * {@code benchmarks/run NAME [--quick] [--json] [--record]}. Exit code 0: every promise is kept; 1:
 * a figure fell short of its bar; 2: wrong usage, or something that is needed is missing.
 */
public final class Main {
  private static final Map<String, Benchmark> BENCHMARKS = new LinkedHashMap<>();

  /** Those of which the short form gives a ratio that can be relied on. */
  private static final Map<String, Benchmark> GUARDED =
      Map.of("decode", Decode.guarded(), "ingest", IngestLoad.guarded(), "recall", new Recall());

  static {
    BENCHMARKS.put("jmh", new Micro());
    BENCHMARKS.put("decode", new Decode());
    BENCHMARKS.put("ingest", new IngestLoad());
    BENCHMARKS.put("rtsp-faults", new RtspFaults());
    BENCHMARKS.put("rtsp-cycles", new RtspCycles());
    BENCHMARKS.put("rtsp-return", new RtspReturn());
    BENCHMARKS.put("scenes", new Scenes());
    BENCHMARKS.put("recall", new Recall());
    BENCHMARKS.put("cameras-per-core", new CamerasPerCore());
    BENCHMARKS.put("busy-road", new BusyRoad());
    BENCHMARKS.put("gate-path", new GatePath());
    BENCHMARKS.put("memory", new Memory());
    BENCHMARKS.put("guard", new Guard(GUARDED, false));
    BENCHMARKS.put("plots", new Plots());
  }

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    List<String> rest = new ArrayList<>(arguments);
    boolean quick = rest.remove("--quick");
    boolean json = rest.remove("--json");
    boolean record = rest.remove("--record");
    Benchmark benchmark = rest.size() == 1 ? BENCHMARKS.get(rest.get(0)) : null;
    if (benchmark == null) {
      err.println(
          "usage: benchmarks/run NAME [--quick] [--json] [--record], where NAME is one of "
              + String.join(", ", BENCHMARKS.keySet()));
      return 2;
    }
    quieten();
    Report report = new Report(out, json);
    try {
      if (record && rest.get(0).equals("guard")) {
        new Guard(GUARDED, true).run(quick, report);
        return 0;
      }
      benchmark.run(quick, report);
      if (record) {
        Recorded.write(rest.get(0), report.figures());
      }
    } catch (Unavailable e) {
      err.println("benchmarks/run " + rest.get(0) + ": " + e.getMessage());
      return 2;
    } catch (Exception e) {
      e.printStackTrace(err);
      return 2;
    }
    return report.missed() == 0 ? 0 : 1;
  }

  /** What streams say when they are broken on purpose is counted, not shown. */
  private static void quieten() {
    if (LoggerFactory.getLogger("io.outpost") instanceof Logger logger) {
      logger.setLevel(Level.ERROR);
    }
  }
}
