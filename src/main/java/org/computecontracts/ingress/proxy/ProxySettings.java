package org.computecontracts.ingress.proxy;

import java.time.Duration;

/**
 * What the proxy allows.
 *
 * @param idle how long a visitor's connection may stay open with no request under way
 * @param headTime how long a request's head may take from its first byte
 * @param answerTime how long an origin may take to begin its answer, and to go on with it, event streams and pipes aside
 * @param bodyGrace how long a request's body may take, besides a second for each {@code bodyRate} bytes
 * @param bodyRate bytes a second
 * @param connections visitors' connections in all
 * @param connectionsOfOne of one visitor
 * @param requests under way at one origin
 * @param requestsOfOne of one visitor at one origin
 * @param streams event streams, pipes and other answers that last, at one origin
 * @param streamsOfOne of one visitor at one origin
 */
public record ProxySettings(
        String host,
        int port,
        Duration idle,
        Duration headTime,
        Duration answerTime,
        Duration bodyGrace,
        int bodyRate,
        int connections,
        int connectionsOfOne,
        int requests,
        int requestsOfOne,
        int streams,
        int streamsOfOne) {}
