package io.outpost.agent.ingest;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a camera, pulled once for all who want it, and only while somebody does: many
 * cameras serve few sessions. A pull that ends is over before the next begins. Thread-safe; members
 * are called on the stream's event loop.
 */
public final class SharedPull {
  private final Opener opener;
  private final List<Member> members = new CopyOnWriteArrayList<>();

  // Guarded by this.
  private @Nullable Source source;
  private boolean ending;
  private Optional<CameraClock> clock = Optional.empty();

  /** Begins to pull. */
  @FunctionalInterface
  public interface Opener {
    Source open(StreamListener listener);
  }

  /** A pull that goes on until it is closed; its listener hears {@code CLOSED} when it is over. */
  public interface Source {
    StreamStatus status();

    void correctBy(CameraClock clock);

    /** Returns at once. */
    void close();
  }

  /** Somebody who wants the stream, until it is closed. */
  public final class Member {
    private final StreamListener listener;

    private Member(StreamListener listener) {
      this.listener = listener;
    }

    /** Returns at once; the last one ends the pull. */
    public void close() {
      leave(this);
    }
  }

  public SharedPull(Opener opener) {
    this.opener = opener;
  }

  /** By RTSP. */
  public static SharedPull of(Ingest ingest, StreamSettings stream) {
    return new SharedPull(listener -> new Pulled(ingest.open(stream, listener)));
  }

  private record Pulled(RtspSource source) implements Source {
    @Override
    public StreamStatus status() {
      return source.status();
    }

    @Override
    public void correctBy(CameraClock clock) {
      source.correctBy(clock);
    }

    @Override
    public void close() {
      source.close();
    }
  }

  /** The listener gets what comes from now on, which may begin amid a group of pictures. */
  public synchronized Member join(StreamListener listener) {
    Member member = new Member(listener);
    members.add(member);
    openIfWanted();
    return member;
  }

  private synchronized void leave(Member member) {
    members.remove(member);
    if (members.isEmpty() && source != null && !ending) {
      ending = true;
      source.close();
    }
  }

  private void openIfWanted() {
    if (source == null && !members.isEmpty()) {
      Source opened = opener.open(new Spread());
      clock.ifPresent(opened::correctBy);
      source = opened;
    }
  }

  /** How the stream does; empty while nobody wants it. */
  public synchronized Optional<StreamStatus> status() {
    return Optional.ofNullable(source).map(Source::status);
  }

  /** Corrects capture times by reports of a clock that is wrong; any thread. */
  public synchronized void correctBy(CameraClock wrong) {
    clock = Optional.of(wrong);
    if (source != null) {
      source.correctBy(wrong);
    }
  }

  private synchronized void onEnded() {
    source = null;
    ending = false;
    openIfWanted();
  }

  /** From the source to the members. */
  private final class Spread implements StreamListener {
    @Override
    public void onAccessUnit(AccessUnit unit) {
      members.forEach(member -> member.listener.onAccessUnit(unit));
    }

    @Override
    public void onState(StreamStatus status) {
      members.forEach(member -> member.listener.onState(status));
      if (status.state() == StreamState.CLOSED) {
        onEnded();
      }
    }
  }
}
