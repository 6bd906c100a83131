package dev.sluice.jobstore;

import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.jobstore.access.ApiKeys;
import dev.sluice.jobstore.access.Audit;
import dev.sluice.jobstore.access.StoredApiKeys;
import dev.sluice.jobstore.access.StoredAudit;
import dev.sluice.jobstore.access.StoredTenants;
import dev.sluice.jobstore.access.Tenants;
import dev.sluice.jobstore.bulk.BulkActions;
import dev.sluice.jobstore.bulk.BulkDuty;
import dev.sluice.jobstore.bulk.BulkFeature;
import dev.sluice.jobstore.dispatch.Coordinator;
import dev.sluice.jobstore.dispatch.DispatchSettings;
import dev.sluice.jobstore.dispatch.Duties;
import dev.sluice.jobstore.dispatch.Duty;
import dev.sluice.jobstore.event.EventLog;
import dev.sluice.jobstore.event.EventWriter;
import dev.sluice.jobstore.event.Nudges;
import dev.sluice.jobstore.lifecycle.Calls;
import dev.sluice.jobstore.lifecycle.Jobs;
import dev.sluice.jobstore.lifecycle.StoredCalls;
import dev.sluice.jobstore.lifecycle.StoredJobs;
import dev.sluice.jobstore.lifecycle.Transitions;
import dev.sluice.jobstore.retention.DeliverySweep;
import dev.sluice.jobstore.retention.Housekeeping;
import dev.sluice.jobstore.retention.OrphanSweep;
import dev.sluice.jobstore.retention.Retention;
import dev.sluice.jobstore.retention.StoredFiles;
import dev.sluice.jobstore.retention.SweepReports;
import dev.sluice.jobstore.retention.Sweeps;
import dev.sluice.jobstore.secret.SecretBox;
import dev.sluice.jobstore.snapshot.SnapshotKeeping;
import dev.sluice.jobstore.snapshot.StoredSnapshotKeeping;
import dev.sluice.jobstore.submission.BatchSubmissions;
import dev.sluice.jobstore.submission.Idempotency;
import dev.sluice.jobstore.submission.StoredBatchSubmissions;
import dev.sluice.jobstore.submission.StoredIdempotency;
import dev.sluice.jobstore.submission.StoredSubmissions;
import dev.sluice.jobstore.submission.Submissions;
import dev.sluice.jobstore.webhook.DeliveryQueue;
import dev.sluice.jobstore.webhook.DeliveryQueues;
import dev.sluice.jobstore.webhook.DeliveryRetention;
import dev.sluice.jobstore.webhook.StoredWebhookDeliveries;
import dev.sluice.jobstore.webhook.StoredWebhookEndpoints;
import dev.sluice.jobstore.webhook.WebhookChores;
import dev.sluice.jobstore.webhook.WebhookClock;
import dev.sluice.jobstore.webhook.WebhookDeliveries;
import dev.sluice.jobstore.webhook.WebhookEndpoints;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jooq.DSLContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.support.TransactionTemplate;

/// What a gateway needs on top: accepting and asking for jobs, and the duties that one gateway does for
/// all. Whoever imports it supplies a [StoredFiles].
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DispatchSettings.class, DeliveryRetention.class})
@Import(JobStoreConfiguration.class)
public class CoordinationConfiguration {

    @Bean
    StoredSubmissions submissions(
            DSLContext jobDsl, TransactionTemplate jobTransaction, EventWriter eventWriter) {
        return new StoredSubmissions(jobDsl, jobTransaction, eventWriter);
    }

    @Bean
    BatchSubmissions batchSubmissions(
            StoredSubmissions submissions, TransactionTemplate jobTransaction) {
        return new StoredBatchSubmissions(submissions, jobTransaction);
    }

    @Bean
    Idempotency idempotency(
            DSLContext jobDsl, TransactionTemplate jobTransaction, SecretBox secretBox) {
        return new StoredIdempotency(jobDsl, jobTransaction, secretBox);
    }

    @Bean
    Jobs jobs(
            DSLContext jobDsl,
            TransactionTemplate jobTransaction,
            EventWriter eventWriter,
            Submissions submissions) {
        return new StoredJobs(jobDsl, jobTransaction, eventWriter, submissions);
    }

    @Bean
    BulkActions bulkActions(
            DSLContext jobDsl,
            TransactionTemplate jobTransaction,
            Jobs jobs,
            Submissions submissions,
            EventWriter eventWriter,
            Audit audit) {
        return BulkFeature.actions(jobDsl, jobTransaction, jobs, submissions, eventWriter, audit);
    }

    @Bean
    BulkDuty bulkDuty(
            DSLContext jobDsl,
            TransactionTemplate jobTransaction,
            Jobs jobs,
            Transitions transitions,
            EventWriter eventWriter,
            Audit audit,
            Retention retention) {
        return BulkFeature.duty(
                jobDsl,
                jobTransaction,
                jobs,
                transitions,
                eventWriter,
                audit,
                ProcessName.make(),
                retention::removeDeletedSoon);
    }

    @Bean
    Calls calls(
            DSLContext jobDsl,
            TransactionTemplate jobTransaction,
            EventWriter eventWriter,
            Submissions submissions,
            EventLog eventLog) {
        return new StoredCalls(jobDsl, jobTransaction, eventWriter, submissions, eventLog);
    }

    @Bean
    ApiKeys apiKeys(DSLContext jobDsl, TransactionTemplate jobTransaction, Audit audit) {
        return new StoredApiKeys(jobDsl, jobTransaction, audit);
    }

    @Bean
    Tenants tenants(DSLContext jobDsl, TransactionTemplate jobTransaction, Audit audit) {
        return new StoredTenants(jobDsl, jobTransaction, audit);
    }

    @Bean
    Audit audit(DSLContext jobDsl) {
        return new StoredAudit(jobDsl);
    }

    @Bean(destroyMethod = "")
    KafkaProducer<String, String> dispatchProducer(KafkaClients clients) {
        return new KafkaProducer<>(clients.dispatching());
    }

    @Bean
    Coordinator coordinator(
            DSLContext jobDsl,
            TransactionTemplate jobTransaction,
            Transitions transitions,
            Nudges nudges,
            EventLog eventLog,
            KafkaProducer<String, String> dispatchProducer,
            DispatchSettings dispatchSettings,
            ObjectProvider<Duty> more) {
        return Duties.coordinator(
                jobDsl,
                jobTransaction,
                transitions,
                nudges,
                eventLog,
                dispatchProducer,
                dispatchSettings,
                ProcessName.make(),
                more.orderedStream().toList());
    }

    @Bean
    SnapshotKeeping snapshotKeeping(DSLContext jobDsl) {
        return new StoredSnapshotKeeping(jobDsl, ProcessName.make());
    }

    @Bean
    Retention retention(
            DSLContext jobDsl,
            TransactionTemplate jobTransaction,
            StoredFiles files,
            Jobs jobs,
            Audit audit) {
        return new Retention(jobDsl, jobTransaction, files, jobs, audit);
    }

    @Bean
    OrphanSweep orphanSweep(DSLContext jobDsl, StoredFiles files) {
        return new OrphanSweep(jobDsl, files);
    }

    @Bean
    SweepReports sweepReports(DSLContext jobDsl) {
        return new SweepReports(jobDsl);
    }

    @Bean
    Sweeps sweeps(
            DSLContext jobDsl,
            Retention retention,
            OrphanSweep orphanSweep,
            DeliveryRetention deliveryRetention,
            SweepReports sweepReports) {
        return Sweeps.of(
                jobDsl,
                ProcessName.make(),
                retention,
                orphanSweep,
                new DeliverySweep(jobDsl, deliveryRetention.keepDeliveries()),
                sweepReports);
    }

    @Bean
    Housekeeping housekeeping(
            HikariDataSource jobDatabase,
            Sweeps sweeps,
            Retention retention,
            OrphanSweep orphanSweep,
            WebhookChores webhookChores) {
        return new Housekeeping(jobDatabase, sweeps, retention, orphanSweep, webhookChores);
    }

    @Bean
    WebhookEndpoints webhookEndpoints(
            DSLContext jobDsl,
            TransactionTemplate jobTransaction,
            Audit audit,
            SecretBox secretBox,
            WebhookClock webhookClock) {
        return new StoredWebhookEndpoints(jobDsl, jobTransaction, audit, secretBox, webhookClock);
    }

    @Bean
    WebhookDeliveries webhookDeliveries(
            DSLContext jobDsl,
            TransactionTemplate jobTransaction,
            Audit audit,
            WebhookClock webhookClock,
            Nudges nudges) {
        return new StoredWebhookDeliveries(jobDsl, jobTransaction, audit, webhookClock, nudges);
    }

    @Bean
    DeliveryQueues deliveryQueues(
            DSLContext jobDsl,
            TransactionTemplate jobTransaction,
            SecretBox secretBox,
            WebhookClock webhookClock) {
        return (limits, linkBase) ->
                new DeliveryQueue(
                        jobDsl,
                        jobTransaction,
                        secretBox,
                        webhookClock,
                        limits,
                        ProcessName.make(),
                        linkBase);
    }

    @Bean
    WebhookChores webhookChores(
            DSLContext jobDsl,
            TransactionTemplate jobTransaction,
            WebhookClock webhookClock,
            Nudges nudges) {
        return new WebhookChores(jobDsl, jobTransaction, webhookClock, nudges);
    }
}
