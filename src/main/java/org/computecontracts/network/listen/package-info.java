/**
 * What makes hosts be listened to: streams, polls, and those that ask to be crawled.
 */
@NullMarked
package org.computecontracts.network.listen;

import org.jspecify.annotations.NullMarked;
