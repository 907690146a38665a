package io.outpost.agent.onvif;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.demo.device.SimulatedProfile;
import io.outpost.agent.onvif.CameraDescription.Role;
import io.outpost.agent.onvif.CameraDescription.Stream;
import io.outpost.agent.testing.Requires;
import io.outpost.agent.testing.onvif.OnvifSimulator;
import io.outpost.agent.testing.onvif.RecordedAnswers;
import io.outpost.agent.testing.onvif.Temper;
import io.outpost.agent.testing.onvif.UntouchedHost;
import io.outpost.agent.time.SystemTime;
import io.outpost.protocols.onvif.Service;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What real cameras do against the book, each by its name; the page CAMERAS.md lists them. */
class QuirksIT {
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final OnvifClient client = new OnvifClient(thread, SystemTime.INSTANCE);

  @AfterEach
  void endThread() {
    thread.shutdownNow();
  }

  private CameraDescription describe(OnvifSimulator camera) throws Exception {
    return client.describe(camera.service(), Optional.empty());
  }

  private CameraDescription describe(Temper temper) throws Exception {
    try (OnvifSimulator camera = OnvifSimulator.start(temper)) {
      return describe(camera);
    }
  }

  private static List<String> uris(CameraDescription description) {
    return description.streams().stream().map(stream -> stream.uri().toString()).toList();
  }

  @Test
  void camera_byTheBook_isDescribedWithoutRemarks() throws Exception {
    CameraDescription description = describe(new Temper().make("Acme", "X 1").named("Yard East"));

    assertThat(description.information().manufacturer()).isEqualTo("Acme");
    assertThat(description.information().hardwareId()).isEqualTo("SIM-4");
    assertThat(description.scopes().name()).contains("Yard East");
    assertThat(description.hardwareAddress()).isEqualTo("02:00:5e:10:00:01");
    assertThat(uris(description))
        .containsExactly("rtsp://127.0.0.1:554/main", "rtsp://127.0.0.1:554/sub");
    assertThat(description.remarks()).isEmpty();
  }

  @Test
  void media2ListedBeforeMedia_isUsedForH265() throws Exception {
    CameraDescription description =
        describe(
            new Temper()
                .withMedia2()
                .profiles(
                    SimulatedProfile.of("main", "H265", 3840, 2160),
                    SimulatedProfile.of("sub", "H264", 640, 360)));

    assertThat(description.streams())
        .extracting(stream -> stream.profile().service())
        .containsOnly(Service.MEDIA2);
    assertThat(description.services()).contains("media2 2.60", "media 2.60");
    assertThat(uris(description)).hasSize(2);
  }

  @Test
  void media2Alone_isEnough() throws Exception {
    assertThat(describe(new Temper().withMedia2().withoutMedia()).streams()).hasSize(2);
  }

  @Test
  void getServices_missing_isMadeUpForByGetCapabilities() throws Exception {
    CameraDescription description = describe(new Temper().without("GetServices"));

    assertThat(description.streams()).hasSize(2);
    assertThat(description.remarks())
        .anyMatch(remark -> remark.contains("firmware of before 2012"));
  }

  @Test
  void getServicesAndGetCapabilities_missing_areMadeUpForByTheUsualPaths() throws Exception {
    CameraDescription description =
        describe(new Temper().without("GetServices").without("GetCapabilities"));

    assertThat(description.streams()).hasSize(2);
    assertThat(description.remarks()).anyMatch(remark -> remark.contains("usual paths are tried"));
  }

  @Test
  void serviceAddress_onAnOddPortAndPath_isFollowed() throws Exception {
    CameraDescription description =
        describe(
            new Temper()
                .devicePath("/cgi-bin/onvif.cgi")
                .serviceUri("http://{host}:{other}/cgi-bin/{service}.cgi"));

    assertThat(description.streams()).hasSize(2);
    assertThat(description.remarks()).isEmpty();
  }

  @Test
  void serviceAddress_privateOrOfTheFactory_isMovedToTheRegisteredHost() throws Exception {
    CameraDescription description =
        describe(new Temper().serviceUri("http://192.168.1.108:{port}/onvif/{service}"));

    assertThat(description.streams()).hasSize(2);
    assertThat(description.remarks()).contains("service: host 192.168.1.108 replaced by 127.0.0.1");
  }

  @Test
  void serviceAddress_ofAnotherHost_isRefusedAndNotTouched() throws Exception {
    CameraDescription description =
        describe(new Temper().serviceUri("http://203.0.113.7:{port}/onvif/{service}"));

    assertThat(description.streams()).isEmpty();
    assertThat(description.events()).isEmpty();
    assertThat(description.remarks())
        .anyMatch(
            remark ->
                remark.contains("service address is on another host: 203.0.113.7, not 127.0.0.1"));
  }

  @Test
  void serviceAddress_ofANeighbour_isNeverAskedThere() throws Exception {
    try (UntouchedHost neighbour = UntouchedHost.open()) {
      CameraDescription description =
          describe(new Temper().serviceUri("http://" + neighbour.authority() + "/{service}"));

      assertThat(description.streams()).isEmpty();
      assertThat(neighbour.wasTouched()).isFalse();
    }
  }

  @Test
  void streamUri_foreignUserInfoAndFactoryAddress_areReplaced() throws Exception {
    CameraDescription description =
        describe(
            new Temper()
                .rtspPort(8554)
                .streamUri("rtsp://admin:factory@192.168.1.10:{rtsp}/ch1?profile={profile}"));

    assertThat(uris(description))
        .containsExactly(
            "rtsp://127.0.0.1:8554/ch1?profile=main", "rtsp://127.0.0.1:8554/ch1?profile=sub");
    assertThat(description.remarks())
        .contains("stream: host 192.168.1.10 replaced by 127.0.0.1")
        .noneMatch(remark -> remark.contains("factory"));
  }

  @Test
  void streamUri_ofAnotherHost_isRefused() throws Exception {
    CameraDescription description =
        describe(new Temper().streamUri("rtsp://203.0.113.7/{profile}"));

    assertThat(description.streams()).isEmpty();
    assertThat(description.remarks())
        .anyMatch(remark -> remark.contains("stream URI is on another host: 203.0.113.7"));
  }

  @Test
  void hardwareId_missing_isEmpty() throws Exception {
    CameraDescription description = describe(new Temper().withoutHardwareId());

    assertThat(description.information().hardwareId()).isEmpty();
    assertThat(description.information().serialNumber()).isEqualTo("SN-0042");
  }

  @Test
  void profiles_recognisableOnlyByResolution_areMainAndSub() throws Exception {
    CameraDescription description =
        describe(
            new Temper()
                .profiles(
                    SimulatedProfile.of("Profile_1", "H264", 640, 480),
                    SimulatedProfile.of("Profile_2", "H264", 2592, 1944)));

    assertThat(description.stream(Role.MAIN).map(Stream::uri))
        .hasValueSatisfying(uri -> assertThat(uri).hasPath("/Profile_2"));
    assertThat(description.stream(Role.SUB).map(Stream::uri))
        .hasValueSatisfying(uri -> assertThat(uri).hasPath("/Profile_1"));
  }

  @Test
  void snapshot_200WithAnEmptyBody_isNotNeeded() throws Exception {
    try (OnvifSimulator camera = OnvifSimulator.start(new Temper().emptySnapshot())) {
      CameraDescription description = describe(camera);

      assertThat(description.snapshot())
          .hasValueSatisfying(uri -> assertThat(uri).hasPath("/snapshot/main"));
      assertThat(description.streams()).hasSize(2);
      assertThat(camera.snapshots()).isZero();
    }
  }

  @Test
  void textBeforeTheXml_isPassedOver() throws Exception {
    CameraDescription description =
        describe(new Temper().mangles(answer -> "debug: socket 12 open\r\n" + answer));

    assertThat(description.streams()).hasSize(2);
  }

  /** Recorded from a camera that tells its address of then. */
  @Test
  void recordedCamera_isDescribed() throws Exception {
    CameraDescription description = describe(RecordedAnswers.of(Requires.shared("corpus/onvif")));

    assertThat(description.information().model()).isEqualTo("Mockup Model");
    assertThat(description.stream(Role.MAIN).map(Stream::uri))
        .hasValueSatisfying(uri -> assertThat(uri).hasToString("rtsp://127.0.0.1/h264main"));
    assertThat(description.snapshot())
        .hasValueSatisfying(uri -> assertThat(uri).hasHost("127.0.0.1"));
    assertThat(description.remarks())
        .contains("service: host 192.168.68.111 replaced by 127.0.0.1");
  }
}
