package io.outpost.agent.camera;

/** A user name and its password. */
public record Credentials(String user, Secret password) {}
