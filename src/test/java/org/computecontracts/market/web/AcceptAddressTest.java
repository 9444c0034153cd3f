package org.computecontracts.market.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.computecontracts.kernel.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptAddressTest {
    private static final String URI = "at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/com.example.market.accept/3kabcdefghijk";
    private static final String CID = "bafyreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ccr/at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/com.example.market.accept/3kabcdefghijk/" + CID,
                "/ccr/at:/did:plc:ewvi7nxzyoun6zhxrhs64oiz/com.example.market.accept/3kabcdefghijk/" + CID,
                "//ccr//at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/com.example.market.accept/3kabcdefghijk/" + CID,
                "/ccr/at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/com.example.market.accept/3kabcdefghijk/" + CID + "/",
                "/ccr/at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/com.example.market.accept/3kabcdefghijk//" + CID,
                "/ccr/AT://did:plc:ewvi7nxzyoun6zhxrhs64oiz/com.example.market.accept/3kabcdefghijk/" + CID,
                "/ccr/at%3A%2F%2Fdid%3Aplc%3Aewvi7nxzyoun6zhxrhs64oiz%2Fcom.example.market.accept%2F3kabcdefghijk/"
                        + CID,
                "/ccr/at%3a%2f%2fdid%3aplc%3aewvi7nxzyoun6zhxrhs64oiz%2fcom.example.market.accept%2f3kabcdefghijk%2f"
                        + CID,
                "/ccr/at://did%3Aplc%3Aewvi7nxzyoun6zhxrhs64oiz/com.example.market.accept/3kabcdefghijk/" + CID,
                "/ccr/at:%2F%2Fdid:plc:ewvi7nxzyoun6zhxrhs64oiz/com.example.market.accept/3kabcdefghijk/" + CID,
                "/ccr/at%253A%252F%252Fdid%253Aplc%253Aewvi7nxzyoun6zhxrhs64oiz%252Fcom.example.market.accept"
                        + "%252F3kabcdefghijk/" + CID
            })
    void readsEverySpelling(String path) {
        var accept = AcceptAddress.read(path, null, null);

        assertThat(accept.uri().value()).isEqualTo(URI);
        assertThat(accept.cid().value()).isEqualTo(CID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ccr", "/ccr/"})
    void readsTheQuery(String path) {
        var accept = AcceptAddress.read(path, URI, CID);

        assertThat(accept.uri().value()).isEqualTo(URI);
        assertThat(accept.cid().value()).isEqualTo(CID);
    }

    @Test
    void readsAQueryThatIsEncodedTwice() {
        assertThat(AcceptAddress.read("/ccr", URI.replace(":", "%3A").replace("/", "%2F"), CID)
                        .uri()
                        .value())
                .isEqualTo(URI);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ccr", "/ccr/", "/ccr/x", "/ccr/%zz/" + CID, "/ccr/at://did:plc:x/" + CID, "/ccrx/" + CID})
    void refusesWhatIsNoAccept(String path) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> AcceptAddress.read(path, null, null))
                .withMessageContaining("AT-URI and CID are expected after /ccr/");
    }
}
