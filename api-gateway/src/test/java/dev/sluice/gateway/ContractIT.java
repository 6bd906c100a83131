package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.openapi.Contract;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Document and code say the same; what each route answers is held against the document by [Client].
class ContractIT extends GatewayTestCase {
    @Test
    void documentAndCodeHaveTheSameRoutes() {
        var mapped = new TreeSet<String>();
        GATEWAY.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, handler) -> {
                    if (handler.getBeanType().getName().startsWith("dev.sluice.gateway")) {
                        for (var path : mapping.getPatternValues()) {
                            for (var method : mapping.getMethodsCondition().getMethods()) {
                                mapped.add(method + " " + path);
                            }
                        }
                    }
                });

        assertThat(mapped).isEqualTo(new Contract().operations());
    }

    @Test
    void publishesItsContract() {
        var document = new Client(GATEWAY.port(), null).get("/v3/api-docs");

        assertThat(document.status()).isEqualTo(200);
        assertThat(document.text("openapi")).startsWith("3.1");
    }

    @Test
    void everyReferenceOfTheDocumentLeadsSomewhere() {
        var document = new Client(GATEWAY.port(), null).get("/v3/api-docs").json();

        assertThat(document.findValuesAsString("$ref"))
                .isNotEmpty()
                .allSatisfy(reference ->
                        assertThat(document.at(reference.substring(1)).isMissingNode())
                                .as(reference)
                                .isFalse());
    }
}
