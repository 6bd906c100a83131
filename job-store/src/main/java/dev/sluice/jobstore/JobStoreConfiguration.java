package dev.sluice.jobstore;

import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.jobstore.dispatch.Topics;
import dev.sluice.jobstore.event.EventLog;
import dev.sluice.jobstore.event.EventWriter;
import dev.sluice.jobstore.event.NudgeReader;
import dev.sluice.jobstore.event.Nudges;
import dev.sluice.jobstore.event.StoredEventLog;
import dev.sluice.jobstore.fault.ParkingPlace;
import dev.sluice.jobstore.lifecycle.Transitions;
import dev.sluice.jobstore.secret.SecretBox;
import dev.sluice.jobstore.source.SourceRegistry;
import dev.sluice.jobstore.source.StoredSourceRegistry;
import dev.sluice.jobstore.webhook.WebhookAnnouncements;
import dev.sluice.jobstore.webhook.WebhookClock;
import dev.sluice.jobstore.worker.StoredWorkers;
import dev.sluice.jobstore.worker.WorkerTools;
import dev.sluice.jobstore.worker.Workers;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jooq.DSLContext;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultShareConsumerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/// The job store as every service needs it. A gateway imports [CoordinationConfiguration] as well.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DatabaseSettings.class, KafkaSettings.class, SecretSettings.class})
public class JobStoreConfiguration {

    @Bean
    HikariDataSource jobDatabase(DatabaseSettings settings) {
        ParkingPlace.openIfWanted(System.getenv());
        var database = JobDatabase.connect(settings);
        JobDatabase.migrate(settings);
        return database;
    }

    @Bean
    DSLContext jobDsl(HikariDataSource jobDatabase) {
        return JobDatabase.dsl(jobDatabase);
    }

    @Bean
    TransactionTemplate jobTransaction(HikariDataSource jobDatabase) {
        return new JobTransaction(jobDatabase);
    }

    @Bean
    SecretBox secretBox(SecretSettings settings) {
        return SecretBox.ofBase64(settings.secretKey());
    }

    @Bean
    KafkaClients kafkaClients(KafkaSettings settings) {
        return new KafkaClients(settings);
    }

    @Bean
    LaneSetup laneSetup(KafkaClients clients, KafkaSettings settings) {
        return new LaneSetup(new Topics(clients.admin(), settings.replicationFactor()));
    }

    @Bean(destroyMethod = "")
    KafkaProducer<String, String> nudgeProducer(KafkaClients clients) {
        return new KafkaProducer<>(clients.nudging());
    }

    @Bean
    Nudges nudges(KafkaProducer<String, String> nudgeProducer) {
        return new Nudges(nudgeProducer);
    }

    @Bean
    NudgeReader nudgeReader(KafkaClients clients) {
        return new NudgeReader(clients.hearing());
    }

    @Bean
    WebhookClock webhookClock() {
        return new WebhookClock();
    }

    @Bean
    EventWriter eventWriter(DSLContext jobDsl, Nudges nudges, WebhookClock webhookClock) {
        return new EventWriter(jobDsl, nudges, new WebhookAnnouncements(jobDsl, webhookClock));
    }

    @Bean
    EventLog eventLog(DSLContext jobDsl, NudgeReader nudgeReader) {
        return new StoredEventLog(jobDsl, nudgeReader);
    }

    @Bean
    Transitions transitions(
            DSLContext jobDsl, TransactionTemplate jobTransaction, EventWriter eventWriter) {
        return new Transitions(jobDsl, jobTransaction, eventWriter);
    }

    @Bean
    SourceRegistry sourceRegistry(DSLContext jobDsl, SecretBox secretBox) {
        return new StoredSourceRegistry(jobDsl, secretBox);
    }

    @Bean
    Workers workers(DSLContext jobDsl) {
        return new StoredWorkers(jobDsl);
    }

    @Bean
    WorkerTools workerTools(
            DSLContext jobDsl,
            TransactionTemplate jobTransaction,
            EventWriter eventWriter,
            Nudges nudges,
            Transitions transitions,
            SourceRegistry sourceRegistry,
            KafkaClients clients) {
        return new WorkerTools(
                ProcessName.make(),
                jobDsl,
                jobTransaction,
                eventWriter,
                nudges,
                transitions,
                sourceRegistry,
                new DefaultShareConsumerFactory<>(clients.sharing()));
    }
}
