using OpsWorker.Core.Findings;

namespace OpsWorker.Server.Evaluation;

/// <summary>The cause codes for the labels that recorders of broken clusters use.</summary>
public static class RecorderLabels
{
    // A label that is the name of a code, in any spelling, needs no line.
    private static readonly Dictionary<string, CauseCode[]> s_labels = new()
    {
        ["containerd_unavailable"] = [CauseCode.ContainerRuntimeUnavailable],
        ["cpu_capacity_mismatch"] = [CauseCode.InsufficientCpu],
        ["memory_capacity_mismatch"] = [CauseCode.InsufficientMemory],
        ["image_registry_dns_failure"] = [CauseCode.ImageRegistryUnreachable],
        ["incorrect_image_reference"] = [CauseCode.ImageReferenceInvalid],
        ["missing_image_pull_secret"] = [CauseCode.ImagePullSecretMissing],
        ["missing_service_account"] = [CauseCode.ServiceAccountMissing],
        ["missing_secret_binding"] = [CauseCode.SecretMissing, CauseCode.SecretKeyMissing],
        ["missing_configmap"] = [CauseCode.ConfigMapMissing],
        ["kube_scheduler_unavailable"] = [CauseCode.SchedulerUnavailable],
        ["liveness_probe_incorrect_port"] = [CauseCode.LivenessProbePortWrong],
        ["liveness_probe_incorrect_protocol"] = [CauseCode.LivenessProbeProtocolWrong],
        ["liveness_probe_incorrect_path"] = [CauseCode.LivenessProbePathWrong],
        ["liveness_probe_incorrect_timing"] = [CauseCode.LivenessProbeTimingTooTight],
        ["readiness_probe_incorrect_port"] = [CauseCode.ReadinessProbePortWrong],
        ["readiness_probe_incorrect_protocol"] = [CauseCode.ReadinessProbeProtocolWrong],
        ["readiness_probe_incorrect_path"] = [CauseCode.ReadinessProbePathWrong],
        ["readiness_probe_incorrect_timing"] = [CauseCode.ReadinessProbeTimingTooTight],
        ["node_cordon_mismatch"] = [CauseCode.NodeCordoned],
        ["node_network_packet_loss"] = [CauseCode.NodeNetworkLoss],
        ["oom_killed"] = [CauseCode.OutOfMemory],
        ["pod_cpu_overload"] = [CauseCode.CpuSaturation, CauseCode.CpuThrottling],
        ["pod_network_delay"] = [CauseCode.NetworkDelay],
        ["pod_network_packet_loss"] = [CauseCode.NetworkLoss],
        ["pod_memory_overload"] = [CauseCode.MemoryPressure, CauseCode.OutOfMemory],
        ["pv_binding_occupied"] = [CauseCode.PvAlreadyBound],
        ["service_env_var_address_mismatch"] = [CauseCode.ServiceAddressWrong],
        ["service_port_mapping_mismatch"] = [CauseCode.ServicePortMismatch],
        ["service_dns_resolution_failure"] = [CauseCode.DnsResolutionFailure],
        ["service_sidecar_port_conflict"] = [CauseCode.PortConflict],
        ["sidecar_port_conflict"] = [CauseCode.PortConflict],
        ["taint_toleration_mismatch"] = [CauseCode.TaintNotTolerated],
        ["pod_affinity_mismatch"] = [CauseCode.PodAffinityUnsatisfied],
        ["gateway_misrouted"] = [CauseCode.GatewayMisroute],
        ["deployment_zero_replicas"] = [CauseCode.ScaledToZero],
        ["db_invalid_credentials"] = [CauseCode.DatabaseCredentialsInvalid],
        ["mysql_invalid_credentials"] = [CauseCode.DatabaseCredentialsInvalid],
        ["mysql_invalid_port"] = [CauseCode.DatabasePortWrong],
        ["db_connection_exhaustion"] = [CauseCode.DatabaseConnectionsExhausted],
        ["db_read_only"] = [CauseCode.DatabaseReadOnly],
        ["db_readonly_mode"] = [CauseCode.DatabaseReadOnly],
    };

    private static readonly Dictionary<string, CauseCode> s_codes =
        Enum.GetValues<CauseCode>().ToDictionary(c => Letters(c.ToString()));

    /// <summary>The codes for a label; none for a label that is not known.</summary>
    public static IReadOnlyList<CauseCode> CodesOf(string label)
    {
        if (s_labels.TryGetValue(label, out var codes)) return codes;
        return s_codes.TryGetValue(Letters(label), out var code) ? [code] : [];
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetter)).ToLowerInvariant();
}
