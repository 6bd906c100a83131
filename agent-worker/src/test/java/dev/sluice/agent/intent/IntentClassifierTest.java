package dev.sluice.agent.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.context.Catalogs;
import dev.sluice.agent.intent.QuestionIntent.Analysis;
import dev.sluice.agent.intent.QuestionIntent.Description;
import dev.sluice.agent.intent.QuestionIntent.Export;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.sources.catalog.Catalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntentClassifierTest {
    private static final Catalog CATALOG =
            Catalogs.of(
                    Catalogs.table("sales_data", "id:int8", "amount:numeric"),
                    Catalogs.table("products", "id:int4", "category:text"),
                    Catalogs.table("sales", "id:int4"));

    private final IntentClassifier classifier = new IntentClassifier();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "what tables are there",
                "What tables do you have?",
                "List all tables",
                "show me the schema",
                "what data do you have?",
                "which columns does sales_data have?",
                "describe sales_data",
                "Describe the products table",
                "what is sales_data?",
                "how many tables are in the database"
            })
    void askingForTheCatalogIsADescription(String question) {
        assertThat(classifier.classify(question, CATALOG)).isInstanceOf(Description.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "describe the trend of sales",
                "how many products are there",
                "show me sales data",
                "what are the products",
                "total sales by category",
                "which file types do products have in 2024",
                "list all products",
                "what is the average amount in sales_data",
                "show me the data of products",
                "which columns of sales_data have more than 5 nulls"
            })
    void askingForNumbersIsAnAnalysis(String question) {
        assertThat(classifier.classify(question, CATALOG)).isInstanceOf(Analysis.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "give me all sales of 2024 as a file",
                "export all products",
                "Download the sales of last month",
                "all sales as csv",
                "all sales into a CSV file",
                "sales in csv format"
            })
    void askingForAFileIsAnExport(String question) {
        assertThat(classifier.classify(question, CATALOG))
                .isEqualTo(new Export(ExportFormat.CSV, Compression.NONE));
    }

    @Test
    void theWordsNameTheFormat() {
        assertThat(classifier.classify("export all sales as parquet", CATALOG))
                .isEqualTo(new Export(ExportFormat.PARQUET, Compression.ZSTD));
        assertThat(classifier.classify("all sales as a gzipped csv file", CATALOG))
                .isEqualTo(new Export(ExportFormat.CSV, Compression.GZIP));
    }

    @ParameterizedTest
    @CsvSource({
        "all sales as tsv, TSV, NONE",
        "all sales as a gzipped jsonl file, JSONL, GZIP",
        "export all sales as json lines, JSONL, NONE",
        "export all sales as an excel file, XLSX, NONE",
        "all sales as a zipped xlsx file, XLSX, NONE",
        "export all sales as an arrow file, ARROW, NONE",
        "export the arrow sales, CSV, NONE",
    })
    void anyFormatThatIsWrittenCanBeNamed(
            String question, ExportFormat format, Compression compression) {
        assertThat(classifier.classify(question, CATALOG))
                .isEqualTo(new Export(format, compression));
    }

    @Test
    void theLongestTableNameIsMeant() {
        var intent = classifier.classify("describe sales_data", CATALOG);
        assertThat(((Description) intent).tables())
                .extracting(Catalog.Table::name)
                .containsExactly("sales_data");
    }
}
