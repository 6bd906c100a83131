package dev.sluice.objects;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The [ObjectStore] of `sluice.s3.*`. The process starts also while the store is away; the bucket is
/// created as soon as it answers.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(S3Settings.class)
public class ObjectStoreConfiguration {

    @Bean
    ObjectStore objectStore(S3Settings settings) {
        return ObjectStores.connect(settings);
    }

    @Bean
    BucketSetup bucketSetup(ObjectStore objectStore) {
        return new BucketSetup(objectStore);
    }
}
