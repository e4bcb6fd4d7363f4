namespace OpsWorker.Charts.Tests;

/// <summary>Values for the chart, as YAML.</summary>
internal static class Values
{
    /// <summary>A token that no server gave out.</summary>
    public const string Token = "owc_ThisIsNoToken-ThisIsNoToken_ThisIsNoToken00";

    /// <summary>The required values only.</summary>
    public const string Required = $$"""
        server: {url: https://opsworker.example.com}
        clusterToken: {{Token}}

        """;

    /// <summary>A registration token that no server gave out.</summary>
    public const string RegistrationToken = "ocr_0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>The required values of an agent that registers itself.</summary>
    public const string Registering = $$"""
        server: {url: https://opsworker.example.com}
        registrationToken: {{RegistrationToken}}

        """;

    /// <summary>Everything that can be set.</summary>
    public const string Full = $$"""
        server: {url: https://opsworker.example.com, awsRegion: eu-west-1, statusIntervalSeconds: 60}
        clusterToken: {{Token}}
        maskPersonalData: true
        metrics: {enabled: true}
        networkPolicy:
          metricsFrom:
            - namespaceSelector:
                matchLabels: {name: monitoring}
          egress:
            - ports: [{port: 443}]
        clusterName: shop
        displayName: The shop
        provider: eks
        region: eu-west-1
        environment: production
        diagnostics: {allowedNamespaces: [shop]}
        capabilities: {argocdRead: false, tokenRotate: false}
        tls: {insecure: true}
        watchNamespaces: [shop, payments]
        watch: {enabled: true, namespaces: [shop], graceSeconds: 90, resolveSeconds: 600}
        probes: {enabled: false}
        prometheus: {url: "http://prometheus.monitoring.svc:9090"}
        rbac: {secretMetadata: true}
        serviceAccount:
          name: reader
          annotations: {team: platform}
        image:
          repository: images.example.com/opsworker-agent
          digest: "sha256:0000000000000000000000000000000000000000000000000000000000000000"
        imagePullSecrets: [{name: images}]
        proxy: {http: "http://user:hunter2@proxy:3128", https: "http://user:hunter2@proxy:3128", noProxy: [.internal]}
        extraCaCerts: |
          -----BEGIN CERTIFICATE-----
          bm90IG9uZQ==
          -----END CERTIFICATE-----
        extraEnv: [{name: TZ, value: UTC}]
        nodeSelector: {pool: operations}
        tolerations: [{key: operations, operator: Exists}]
        affinity:
          podAntiAffinity: {}
        priorityClass: system-cluster-critical
        podAnnotations: {example.com/owner: platform}
        serviceMonitor:
          enabled: true
          interval: 1m
          labels: {release: prometheus}

        """;
}
