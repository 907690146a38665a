package io.outpost.protocols.onvif;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CameraSignalTest {
  private static Notification notification(
      String topic, PropertyOperation operation, Map<String, String> data) {
    return new Notification(topic, operation, Optional.empty(), Map.of(), data);
  }

  @ParameterizedTest
  @CsvSource({
    "tns1:RuleEngine/CellMotionDetector/Motion, IsMotion, true, MOTION, true",
    "tns1:RuleEngine/CellMotionDetector/Motion, IsMotion, false, MOTION, false",
    "tns1:VideoSource/MotionAlarm, State, true, MOTION, true",
    "tns1:VideoSource/MotionAlarm, State, 0, MOTION, false",
    "tns1:RuleEngine/MotionRegionDetector/Motion, State, 1, MOTION, true",
    "tns1:VideoAnalytics/tnsaxis:MotionDetection, motion, 1, MOTION, true",
    "tnsaxis:CameraApplicationPlatform/VMD/Camera1Profile1, active, 0, MOTION, false",
    "tns1:RuleEngine/FieldDetector/ObjectsInside, IsInside, true, MOTION, true",
    "tns1:RuleEngine/MyRuleDetector/PeopleDetect, State, true, MOTION, true",
    "tns1:RuleEngine/MyRuleDetector/VehicleDetect, State, false, MOTION, false",
    "tns1:RuleEngine/CellMotionDetector/Intrusion, IsIntrusion, true, MOTION, true",
    "tns1:RuleEngine/PeopleDetector/People, IsPeople, true, MOTION, true",
    "tns1:RuleEngine/TPSmartEventDetector/TPSmartEvent, IsVehicle, true, MOTION, true",
    "tns1:RuleEngine/CellMotionDetector/Tamper, IsTamper, true, TAMPER, true",
    "tns1:RuleEngine/TamperDetector/Tamper, IsTamper, false, TAMPER, false",
    "tns1:VideoSource/tnsaxis:Tampering, tampering, 1, TAMPER, true",
    "tns1:VideoSource/GlobalSceneChange/ImagingService, State, true, TAMPER, true",
    "tns1:VideoSource/ImageTooDark/AnalyticsService, State, true, TAMPER, true",
    "tns1:VideoSource/ImageTooBlurry/RecordingService, State, false, TAMPER, false",
    "tns1:Device/Trigger/DigitalInput, LogicalState, true, DIGITAL_INPUT, true",
    "tns1:Device/Trigger/tnshik:DigitalInput, LogicalState, inactive, DIGITAL_INPUT, false",
    "tns1:Device/tnsaxis:IO/Port, state, 1, DIGITAL_INPUT, true",
    "tns1:Device/Trigger/Relay, LogicalState, active, OTHER, true",
    "tns1:RuleEngine/LineDetector/Crossed, ObjectId, 1, OTHER,",
    "tns1:Monitoring/ProcessorUsage, Value, 1, OTHER,",
  })
  void signal_topicOfAMaker_isClassified(
      String topic, String item, String value, CameraSignal.Kind kind, Boolean active) {
    assertThat(notification(topic, PropertyOperation.CHANGED, Map.of(item, value)).signal())
        .isEqualTo(new CameraSignal(kind, Optional.ofNullable(active)));
  }

  @Test
  void signal_propertyDeleted_isOver() {
    assertThat(
            notification(
                    "tns1:VideoSource/MotionAlarm",
                    PropertyOperation.DELETED,
                    Map.of("State", "true"))
                .signal())
        .isEqualTo(new CameraSignal(CameraSignal.Kind.MOTION, Optional.of(false)));
  }

  @Test
  void signal_severalQuestionsInOne_isActiveIfOneIs() {
    assertThat(
            notification(
                    "tns1:RuleEngine/TPSmartEventDetector/TPSmartEvent",
                    PropertyOperation.CHANGED,
                    Map.of("IsPeople", "false", "IsVehicle", "true"))
                .signal()
                .active())
        .contains(true);
  }
}
