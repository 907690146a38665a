package io.outpost.agent.vision.worker;

import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread with detectors of its own, and the bounded queue of what it has to do. */
final class VisionThread implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(VisionThread.class);

  /** When it is full, requests are read no further, and the agent notices. */
  private static final int MAX_TASKS = 64;

  private final BlockingQueue<Task> tasks = new ArrayBlockingQueue<>(MAX_TASKS);
  private final Detectors detectors;

  private VisionThread(Path models, ModelShelf shelf) {
    this.detectors = new Detectors(models, shelf);
  }

  /** Something to do on the thread. */
  interface Task {
    void run(Detectors detectors);
  }

  /** Daemons, because the process ends when its connection or its parent does. */
  static VisionThread start(int number, Path models, ModelShelf shelf) {
    VisionThread vision = new VisionThread(models, shelf);
    Thread thread = new Thread(vision, "vision-" + number);
    thread.setDaemon(true);
    thread.start();
    return vision;
  }

  /** Waits while the queue is full. */
  void submit(Task task) throws InterruptedException {
    tasks.put(task);
  }

  @Override
  public void run() {
    try (detectors) {
      while (true) {
        tasks.take().run(detectors);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.info("vision thread ended");
    }
  }
}
