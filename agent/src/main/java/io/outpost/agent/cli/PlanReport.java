package io.outpost.agent.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outpost.agent.gate.GateMode.Watch;
import io.outpost.agent.plan.Advice;
import io.outpost.agent.plan.Capacity;
import io.outpost.agent.plan.Costs;
import io.outpost.agent.plan.Demand;
import io.outpost.agent.plan.PlannedCamera;
import io.outpost.agent.plan.PlannedStream;
import io.outpost.agent.plan.Resource;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What {@code outpost plan} says.
 *
 * @param cameras that are to be served; none is no reason not to say how many could be
 * @param activity of those in the table's middle column, 0..1
 */
record PlanReport(Capacity box, Costs costs, List<PlannedCamera> cameras, double activity) {
  private static final double GIB = 1 << 30;

  void print(Terminal terminal) {
    PrintWriter out = terminal.out();
    out.println(format("box: %d cores, %.1f GiB", box.cores(), box.memoryBytes() / GIB));
    out.println(
        format(
            "a picture, milliseconds of a core: %.2f at 1080p (key picture alone %.2f), %.2f at 640x360 (%.2f)",
            costs.large().picture(),
            costs.large().key(),
            costs.small().picture(),
            costs.small().key()));
    out.println(
        format(
            "a look, milliseconds of a core: gate %.2f, bodies %.1f, faces %.1f",
            costs.glance(), costs.body(), costs.face()));
    out.println();
    table().print(out, terminal.words());
    out.println();
    if (cameras.isEmpty()) {
      out.println("no camera is registered; assume some: outpost plan --cameras 16");
      return;
    }
    Capacity.Load load = box.load(demand());
    out.println(
        format(
            "%d cameras take %.0f %% of the cores and %.0f %% of the memory that may be used",
            cameras.size(), load.cores() * 100, load.memory() * 100));
    out.println(
        load.fits()
            ? format("verdict: they fit; what runs short next: %s", word(load.binds()))
            : format("verdict: they do not fit; what is short: %s", word(load.binds())));
    advice().forEach(one -> out.println("  " + sentence(one)));
  }

  /** How many of the usual cameras fit, by mode and by how much of the time something moves. */
  private Table table() {
    String middle = Math.round(activity * 100) + " %";
    Table table = new Table("STREAM", "MODE", "QUIET", middle, "100 %", "BINDS");
    for (PlannedStream stream : List.of(PlannedStream.MAIN, PlannedStream.SUB)) {
      for (Watch watch : Watch.values()) {
        Capacity.Fit some = fit(stream, watch, activity);
        table.add(
            stream.width() + "x" + stream.height(),
            watch.name().toLowerCase(Locale.ROOT),
            Integer.toString(fit(stream, watch, 0).count()),
            Integer.toString(some.count()),
            Integer.toString(fit(stream, watch, 1).count()),
            some.binds().label());
      }
    }
    return table;
  }

  private Capacity.Fit fit(PlannedStream stream, Watch watch, double share) {
    return box.fit(costs.of(new PlannedCamera(stream, watch, share, true, true)));
  }

  private Demand demand() {
    return cameras.stream().map(costs::of).reduce(Demand.NONE, Demand::plus);
  }

  /** Each once, for the sort of camera that gains the most by it. */
  private Set<Advice> advice() {
    Set<Advice> all = new LinkedHashSet<>();
    new LinkedHashSet<>(cameras).forEach(camera -> all.addAll(Advice.of(camera, costs, box)));
    return all;
  }

  private static String sentence(Advice advice) {
    String what =
        switch (advice.kind()) {
          case SUB_STREAM -> "give them a sub-stream of 640x360: %d fit in place of %d";
          case ECO -> "watch them in eco mode (analysis: {mode: eco}): %d fit in place of %d";
          case KEYS_APART ->
              "set their key pictures 3.5 s apart, found later in return: %d fit in place of %d";
        };
    return what.formatted(advice.then(), advice.now());
  }

  static String word(Resource resource) {
    return switch (resource) {
      case RECEIVING -> "cores, for receiving";
      case DECODING -> "cores, for decoding";
      case GATE -> "cores, for the gate";
      case DETECTORS -> "cores, for the detectors";
      case MEMORY -> "the memory";
    };
  }

  ObjectNode json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.putObject("box").put("cores", box.cores()).put("memoryBytes", box.memoryBytes());
    root.putObject("milliseconds")
        .put("picture1080p", costs.large().picture())
        .put("keyPicture1080p", costs.large().key())
        .put("picture640x360", costs.small().picture())
        .put("keyPicture640x360", costs.small().key())
        .put("glance", costs.glance())
        .put("bodyLook", costs.body())
        .put("faceLook", costs.face());
    ArrayNode fits = root.putArray("fits");
    for (PlannedStream stream : List.of(PlannedStream.MAIN, PlannedStream.SUB)) {
      for (Watch watch : Watch.values()) {
        for (double share : new double[] {0, activity, 1}) {
          Capacity.Fit fit = fit(stream, watch, share);
          fits.addObject()
              .put("width", stream.width())
              .put("height", stream.height())
              .put("mode", watch.name().toLowerCase(Locale.ROOT))
              .put("activity", share)
              .put("cameras", fit.count())
              .put("binds", fit.binds().label());
        }
      }
    }
    Capacity.Load load = box.load(demand());
    ObjectNode asked = root.putObject("cameras");
    asked.put("count", cameras.size()).put("cores", demand().totalCores());
    asked.put("memoryBytes", demand().memoryBytes()).put("fit", load.fits());
    asked.put("binds", load.binds().label());
    ArrayNode changes = root.putArray("advice");
    advice()
        .forEach(
            one ->
                changes
                    .addObject()
                    .put("change", one.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .put("now", one.now())
                    .put("then", one.then()));
    return root;
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
