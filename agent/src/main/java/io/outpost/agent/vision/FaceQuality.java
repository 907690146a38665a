package io.outpost.agent.vision;

/**
 * How good a picture of a face is. Says nothing about whose face it is.
 *
 * @param widthPixels of the face box in the analysed picture
 * @param sharpness 0..1, from the gradient energy inside the box, noise discounted
 * @param frontality 0..1, from the symmetry of the eyes, nose and mouth landmarks; 1 looks into the
 *     camera
 */
public record FaceQuality(double widthPixels, double sharpness, double frontality) {}
