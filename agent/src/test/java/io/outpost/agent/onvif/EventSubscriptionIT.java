package io.outpost.agent.onvif;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Secret;
import io.outpost.agent.demo.device.SimulatedEvent;
import io.outpost.agent.demo.device.SimulatedEvent.Topic;
import io.outpost.agent.onvif.OnvifException.Reason;
import io.outpost.agent.testing.SimulatedLater;
import io.outpost.agent.testing.SimulatedTime;
import io.outpost.agent.testing.onvif.Guard;
import io.outpost.agent.testing.onvif.OnvifSimulator;
import io.outpost.agent.testing.onvif.Temper;
import io.outpost.agent.testing.onvif.UntouchedHost;
import io.outpost.protocols.onvif.CameraSignal;
import io.outpost.protocols.onvif.CameraSignal.Kind;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Listening to a simulated camera; time is simulated but for the length of a question. */
class EventSubscriptionIT {
  private static final Credentials LOGIN = new Credentials("station", new Secret("right-7"));
  private static final Instant START = Instant.parse("2026-11-02T08:00:00Z");
  private static final Object LISTENING = "listening";

  private static final EventSettings SETTINGS =
      new EventSettings(
          Duration.ofSeconds(120),
          Duration.ofSeconds(20),
          Duration.ZERO,
          Duration.ofSeconds(30),
          Duration.ofSeconds(2),
          Duration.ofMinutes(2));

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final SimulatedTime time = new SimulatedTime(START);
  private final SimulatedLater later = new SimulatedLater(time);
  private final OnvifClient client = new OnvifClient(thread, time);
  private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();

  @AfterEach
  void endThread() {
    thread.shutdownNow();
  }

  private final EventSubscription.Listener listener =
      new EventSubscription.Listener() {
        @Override
        public void onEvent(CameraEvent event) {
          told.add(event);
        }

        @Override
        public void onListening() {
          told.add(LISTENING);
        }

        @Override
        public void onTrouble(OnvifException reason) {
          told.add(reason.reason());
        }
      };

  private Temper temper() {
    return new Temper().time(time);
  }

  private EventSubscription listen(OnvifSimulator camera) {
    EventSubscription.Terms terms =
        new EventSubscription.Terms(
            OnvifClient.policy(camera.service()), time, later, new Random(7), SETTINGS);
    URI events = camera.service().resolve("/onvif/event_service");
    return EventSubscription.open(
        client.open(camera.service(), Optional.of(LOGIN)), events, terms, listener);
  }

  private Object next() throws InterruptedException {
    Object first = told.poll(10, TimeUnit.SECONDS);
    assertThat(first).as("what the listener is told within 10 s").isNotNull();
    return first;
  }

  /** The next event is of motion; its time is good to a second, as the camera's clock is. */
  private void nextIsMotion(boolean active, boolean presumed) throws InterruptedException {
    CameraEvent event = (CameraEvent) next();
    assertThat(event)
        .isEqualTo(
            new CameraEvent(
                new CameraSignal(Kind.MOTION, Optional.of(active)),
                "VideoSource/MotionAlarm",
                "lens_1",
                event.time(),
                presumed));
    assertThat(Duration.between(event.time(), time.now()).abs()).isLessThan(Duration.ofSeconds(2));
  }

  private static SimulatedEvent motion(boolean active) {
    return new SimulatedEvent(Topic.MOTION, "lens_1", active);
  }

  private void runPause() throws InterruptedException {
    later.awaitTask();
    later.advance(SETTINGS.longestPause());
  }

  @ParameterizedTest
  @EnumSource(Guard.class)
  void motionTamperAndInput_areTold(Guard guard) throws Exception {
    try (OnvifSimulator camera =
            OnvifSimulator.start(temper().guarded(guard, LOGIN).clockAhead(Duration.ofHours(-3)));
        EventSubscription subscription = listen(camera)) {
      assertThat(next()).isEqualTo(LISTENING);
      camera.fire(motion(true));
      camera.fire(motion(false));
      camera.fire(new SimulatedEvent(Topic.TAMPER, "lens_1", true));
      camera.fire(new SimulatedEvent(Topic.DIGITAL_INPUT, "door", true));

      nextIsMotion(true, false);
      nextIsMotion(false, false);
      assertThat(((CameraEvent) next()).signal().kind()).isEqualTo(Kind.TAMPER);
      CameraEvent input = (CameraEvent) next();
      assertThat(input.signal().kind()).isEqualTo(Kind.DIGITAL_INPUT);
      assertThat(input.source()).isEqualTo("door");
      assertThat(subscription.end()).succeedsWithin(Duration.ofSeconds(10));
      assertThat(camera.subscriptions()).isZero();
      camera.awaitAsked("Unsubscribe");
    }
  }

  @Test
  void stateAtTheStart_isTold() throws Exception {
    try (OnvifSimulator camera = OnvifSimulator.start(temper())) {
      camera.fire(motion(true));
      try (EventSubscription subscription = listen(camera)) {
        assertThat(next()).isEqualTo(LISTENING);
        nextIsMotion(true, false);
        camera.awaitAsked("SetSynchronizationPoint");
        assertThat(subscription.end()).succeedsWithin(Duration.ofSeconds(10));
      }
    }
  }

  @Test
  void synchronizationPoint_notOffered_isDoneWithout() throws Exception {
    try (OnvifSimulator camera = OnvifSimulator.start(temper().without("SetSynchronizationPoint"));
        EventSubscription subscription = listen(camera)) {
      assertThat(next()).isEqualTo(LISTENING);
      camera.fire(motion(true));

      nextIsMotion(true, false);
      assertThat(subscription.end()).succeedsWithin(Duration.ofSeconds(10));
    }
  }

  @Test
  void subscription_onAPortOfItsOwn_isPulledThere() throws Exception {
    try (OnvifSimulator camera =
            OnvifSimulator.start(
                temper().subscriptionUri("http://192.168.1.108:{other}/event/{id}"));
        EventSubscription subscription = listen(camera)) {
      assertThat(next()).isEqualTo(LISTENING);
      camera.fire(motion(true));

      nextIsMotion(true, false);
      assertThat(subscription.end()).succeedsWithin(Duration.ofSeconds(10));
    }
  }

  @Test
  void subscription_knownByReferenceParameters_isSentThem() throws Exception {
    try (OnvifSimulator camera = OnvifSimulator.start(temper().subscriptionsByReference());
        EventSubscription subscription = listen(camera)) {
      assertThat(next()).isEqualTo(LISTENING);
      camera.fire(motion(true));

      nextIsMotion(true, false);
      assertThat(subscription.end()).succeedsWithin(Duration.ofSeconds(10));
      assertThat(camera.subscriptions()).isZero();
    }
  }

  @Test
  void subscription_ofAnotherHost_isRefusedAndNotTouched() throws Exception {
    try (UntouchedHost other = UntouchedHost.open();
        OnvifSimulator camera =
            OnvifSimulator.start(temper().subscriptionUri("http://203.0.113.7:{port}/s/{id}"));
        EventSubscription subscription = listen(camera)) {
      assertThat(next()).isEqualTo(Reason.ELSEWHERE);
      assertThat(other.wasTouched()).isFalse();
      assertThat(subscription.end()).isCompleted();
    }
  }

  @Test
  void halfTheLifetime_passed_isRenewed() throws Exception {
    try (OnvifSimulator camera = OnvifSimulator.start(temper());
        EventSubscription subscription = listen(camera)) {
      assertThat(next()).isEqualTo(LISTENING);
      time.advance(SETTINGS.lifetime().multipliedBy(2).dividedBy(3));
      camera.fire(motion(true)); // ends the question that is held
      nextIsMotion(true, false);
      camera.awaitAsked("Renew");
      time.advance(SETTINGS.lifetime().multipliedBy(2).dividedBy(3));
      camera.fire(motion(false));

      nextIsMotion(false, false);
      assertThat(camera.asked()).contains("Renew").containsOnlyOnce("CreatePullPointSubscription");
      assertThat(subscription.end()).succeedsWithin(Duration.ofSeconds(10));
    }
  }

  @Test
  void renew_refused_makesTheSubscriptionAnew() throws Exception {
    try (OnvifSimulator camera = OnvifSimulator.start(temper().without("Renew"));
        EventSubscription subscription = listen(camera)) {
      assertThat(next()).isEqualTo(LISTENING);
      time.advance(SETTINGS.lifetime().multipliedBy(2).dividedBy(3));
      camera.fire(motion(true));
      next();

      assertThat(next()).isEqualTo(Reason.REFUSED);
      runPause();
      awaitListening();
      assertThat(subscription.end()).succeedsWithin(Duration.ofSeconds(10));
    }
  }

  private void awaitListening() throws InterruptedException {
    while (!next().equals(LISTENING)) {
      // what is presumed to be over in the meantime is told too
    }
  }

  @Test
  void camera_thatRestarted_isSubscribedAnew() throws Exception {
    try (OnvifSimulator camera = OnvifSimulator.start(temper());
        EventSubscription subscription = listen(camera)) {
      assertThat(next()).isEqualTo(LISTENING);
      camera.awaitAsked("SetSynchronizationPoint");
      camera.forgetSubscriptions();
      later.awaitTask(); // the pull that ended said nothing
      later.advance(Duration.ofSeconds(1));

      assertThat(next()).isEqualTo(Reason.REFUSED);
      runPause();
      assertThat(next()).isEqualTo(LISTENING);
      camera.fire(motion(true));
      nextIsMotion(true, false);
      assertThat(subscription.end()).succeedsWithin(Duration.ofSeconds(10));
    }
  }

  @Test
  void subscription_expiresAtOnce_isMadeAnewEachTime() throws Exception {
    try (OnvifSimulator camera = OnvifSimulator.start(temper().subscriptionExpiresAtOnce());
        EventSubscription subscription = listen(camera)) {
      assertThat(next()).isEqualTo(LISTENING);
      camera.fire(motion(true));
      nextIsMotion(true, false);

      assertThat(next()).isEqualTo(Reason.REFUSED);
      runPause();
      awaitListening();
      assertThat(subscription.end()).succeedsWithin(Duration.ofSeconds(10));
    }
  }

  @Test
  void pull_answeredAtOnce_isAskedOnceASecond() throws Exception {
    try (OnvifSimulator camera = OnvifSimulator.start(temper().answersPullsAtOnce());
        EventSubscription subscription = listen(camera)) {
      for (int pull = 1; pull <= 3; pull++) {
        camera.awaitAsked("PullMessages", pull);
        later.awaitTask();
        assertThat(Collections.frequency(camera.asked(), "PullMessages")).isEqualTo(pull);
        later.advance(Duration.ofSeconds(1));
      }
      assertThat(subscription.end()).succeedsWithin(Duration.ofSeconds(10));
    }
  }

  @Test
  void property_neverReportsFalse_isEndedByTheHoldTime() throws Exception {
    try (OnvifSimulator camera = OnvifSimulator.start(temper().neverReportsFalse());
        EventSubscription subscription = listen(camera)) {
      assertThat(next()).isEqualTo(LISTENING);
      camera.awaitAsked("SetSynchronizationPoint");
      camera.fire(motion(true));
      nextIsMotion(true, false);
      camera.fire(motion(false));

      later.awaitTask();
      later.advance(SETTINGS.hold());

      nextIsMotion(false, true);
      assertThat(subscription.end()).succeedsWithin(Duration.ofSeconds(10));
    }
  }

  @Test
  void slots_allTaken_isTriedAgain() throws Exception {
    try (OnvifSimulator camera = OnvifSimulator.start(temper().maxSubscriptions(1));
        EventSubscription other = listen(camera)) {
      assertThat(next()).isEqualTo(LISTENING);
      try (EventSubscription subscription = listen(camera)) {
        assertThat(next()).isEqualTo(Reason.REFUSED);
        assertThat(other.end()).succeedsWithin(Duration.ofSeconds(10));
        runPause();

        assertThat(next()).isEqualTo(LISTENING);
        assertThat(subscription.end()).succeedsWithin(Duration.ofSeconds(10));
      }
    }
  }
}
