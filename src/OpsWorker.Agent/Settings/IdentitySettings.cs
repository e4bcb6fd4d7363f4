using OpsWorker.Agent.Identity;

namespace OpsWorker.Agent.Settings;

/// <summary>The identity of an agent that registers itself.</summary>
/// <param name="Registration">The registration token; null where the agent was registered before.</param>
/// <param name="File">The file that keeps the agent's token; null where a Secret does.</param>
/// <param name="Secret">The name of the Secret that keeps it, in the agent's namespace; null where a file does.</param>
internal sealed record IdentitySettings(ClusterToken? Registration, string? File, string? Secret);
