package io.outpost.agent.vision;

/**
 * How good a picture of a face is. Says nothing about whose face it is.
 *
 * @param widthPixels of the face box in the analysed picture
 * @param sharpness 0..1, from the gradient energy inside the box after a small blur, without what
 *     noise adds to it
 * @param frontality 0..1, from where the nose lies between eyes, ears and mouth; 1 looks into the
 *     camera
 * @param exposure 0..1, the share of the face that is neither black nor white, less where it is
 *     nearly without contrast; says nothing about how bright it is
 */
public record FaceQuality(
    double widthPixels, double sharpness, double frontality, double exposure) {}
