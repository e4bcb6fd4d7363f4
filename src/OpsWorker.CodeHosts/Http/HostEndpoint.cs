using OpsWorker.Core;

namespace OpsWorker.CodeHosts.Http;

/// <summary>The REST API of a code host.</summary>
/// <param name="Name">The name in the settings, which errors quote.</param>
/// <param name="Api">The address that paths are relative to; ends with a slash.</param>
/// <param name="Host">The host's name in addresses of repositories and pages.</param>
/// <param name="Timeout">The time limit of a search with all of its requests.</param>
/// <param name="Secrets">The source of the token.</param>
internal sealed record HostEndpoint(string Name, Uri Api, string Host, TimeSpan Timeout, ISecretSource Secrets)
{
    /// <summary>The name of the token's secret.</summary>
    public string TokenName => $"CodeHosts:{Name}:Token";

    /// <summary>The address of a page; null where it is not on the host.</summary>
    public string? Page(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var page) && page.Scheme == Uri.UriSchemeHttps && page.IdnHost == Host
            ? page.AbsoluteUri
            : null;
}
