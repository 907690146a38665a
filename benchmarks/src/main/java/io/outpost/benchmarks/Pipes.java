package io.outpost.benchmarks;

import io.outpost.benchmarks.scenes.View;
import io.outpost.benchmarks.streams.PipePuller;
import java.io.IOException;

/** The rival: an {@code ffmpeg} for each camera, and a comparison of what it pipes. */
final class Pipes implements Pulled {
  private static final int PICTURES_PER_SECOND = 5;

  private final Child child;
  private int cameras;
  private long countedPictures;
  private long countedNanos;

  /**
   * @param url of the cameras, to which {@code -NUMBER} is added
   * @param view the stream that is piped
   */
  Pipes(int cameras, String url, View view) throws IOException {
    this.cameras = cameras;
    child = Child.start(PipePuller.class, Child.SMALL_FLAGS);
    String ending = view == View.MAIN ? Station.MAIN_ENDING : "";
    child.ask("open " + cameras + " " + url + "-*" + ending);
    countedNanos = System.nanoTime();
  }

  @Override
  public void keep(int fewer) throws IOException {
    child.ask("keep " + fewer);
    cameras = fewer;
    dropped();
  }

  @Override
  public long cpuNanos() throws IOException {
    return child.treeCpuNanos();
  }

  @Override
  public long dropped() throws IOException {
    long pictures = Child.numbers(child.ask("count"))[0];
    long nanos = System.nanoTime();
    double due = 1e-9 * (nanos - countedNanos) * cameras * PICTURES_PER_SECOND;
    long missing = Math.round(due) - (pictures - countedPictures);
    countedPictures = pictures;
    countedNanos = nanos;
    // At both ends of the time a picture of each may be on its way.
    return Math.max(0, missing - 2L * cameras);
  }

  @Override
  public void close() throws IOException {
    child.ask("close");
    child.close();
  }
}
