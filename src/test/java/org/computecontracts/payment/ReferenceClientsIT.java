package org.computecontracts.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.payment.evm.EvmKey;
import org.computecontracts.testing.Database;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference clients of npm, unmodified, against our paywall and facilitator. */
class ReferenceClientsIT {
    private static LocalChain chain;
    private static Path clients;
    private static Shop shop;

    @BeforeAll
    static void openTheShop() throws IOException, InterruptedException {
        chain = LocalChain.get();
        clients = Npm.installed("conformance-x402");
        shop = new Shop(new Bench(Database.fresh(), Optional.of(chain.node())), TenantId.random());
    }

    @AfterAll
    static void close() {
        if (shop != null) {
            shop.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"'',PAYMENT-SIGNATURE", "/v1,X-PAYMENT"})
    void xPaymentFetchPaysInBothVersions(String prefix, String header) throws IOException, InterruptedException {
        var purchase = Purchase.ofCents(3);
        var url = shop.sell(purchase, prefix).toString();

        var answer = run("pay.mjs", url, LocalChain.ALICE.hex());

        assertThat(answer.path("status").asInt()).describedAs(answer.toString()).isEqualTo(200);
        assertThat(answer.path("sent").fieldNames()).toIterable().containsExactly(header);
        assertThat(answer.at("/response/success").asBoolean()).isTrue();
        assertThat(answer.at("/response/payer").asText())
                .isEqualTo(LocalChain.ALICE.address().checksummed());
        assertThat(chain.balance(purchase.terms().payTo())).isEqualTo(30_000);
    }

    @Test
    void otherSellersServersSettleThroughOurFacilitator() throws IOException, InterruptedException {
        var payee = EvmKey.generate().address().checksummed();

        var answer = run("facilitate.mjs", shop.facilitator().toString(), "cc_token", LocalChain.ALICE.hex(), payee);

        assertThat(answer.at("/supported/kinds")).hasSize(2);
        assertThat(answer.at("/verified/isValid").asBoolean())
                .describedAs(answer.toString())
                .isTrue();
        assertThat(answer.at("/settled/success").asBoolean()).isTrue();
        assertThat(answer.path("again")).isEqualTo(answer.path("settled"));
        assertThat(chain.balance(payee)).isEqualTo(20_000);
    }

    private static JsonNode run(String script, String... arguments) throws IOException, InterruptedException {
        var command = new String[arguments.length + 2];
        command[0] = "node";
        command[1] = script;
        System.arraycopy(arguments, 0, command, 2, arguments.length);
        var output = Npm.run(clients, 60, command);
        assertThat(output.code()).describedAs(output.out()).isZero();
        return Json.read(output.answer());
    }
}
