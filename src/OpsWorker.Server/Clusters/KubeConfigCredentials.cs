using System.Net.Http.Headers;
using System.Text;
using OpsWorker.Kubernetes.Readers.Live.Connections;
using OpsWorker.Server.Clusters.Exec;

namespace OpsWorker.Server.Clusters;

/// <summary>Finds the source of a user's header Authorization; client certificates are the transport's.</summary>
internal static class KubeConfigCredentials
{
    /// <exception cref="ClusterConnectionException">A field is missing, wrong, or not supported.</exception>
    public static ICredentialSource Create(KubeConfigCluster cluster, KubeConfigUser? user, string? authority, TimeProvider time)
    {
        if (user is null) return new FixedCredential(null);
        RefuseImpersonation(user);
        var credentials = user.Credentials;
        if (user.TokenFile is { } file) return new TokenFile(file, time);
        if (Fixed(user) is { } header) return header;
        if (credentials.ExternalExecution is { } exec) return new ExecCredential(ExecPlugin.From(user, exec, cluster, authority), time);
        if (credentials.AuthProvider is not { } provider) return new FixedCredential(null);
        return provider.Name == "oidc"
            ? new OidcToken(user, time)
            : throw new ClusterConnectionException(
                $"{user.File.Path}: auth-provider '{provider.Name}' of the user '{user.Name}' is no longer part of Kubernetes; use the "
                + "provider's exec plugin.");
    }

    // Dropped, as the library does, queries would run with rights that were given up on purpose.
    private static void RefuseImpersonation(KubeConfigUser user)
    {
        var credentials = user.Credentials;
        var isImpersonating = !string.IsNullOrEmpty(credentials.Impersonate) || user.ImpersonatedUid is not null
            || credentials.ImpersonateGroups?.Any() == true || credentials.ImpersonateUserExtra?.Count > 0;
        if (!isImpersonating) return;
        throw new ClusterConnectionException(
            $"{user.File.Path}: impersonation (as, as-uid, as-groups, as-user-extra) of the user '{user.Name}' is not supported; use a "
            + "user with just these rights.");
    }

    private static FixedCredential? Fixed(KubeConfigUser user)
    {
        var credentials = user.Credentials;
        if (!string.IsNullOrEmpty(credentials.Token))
        {
            return new FixedCredential(new AuthenticationHeaderValue("Bearer", credentials.Token));
        }

        if (string.IsNullOrEmpty(credentials.UserName)) return null;
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credentials.UserName}:{credentials.Password}"));
        return new FixedCredential(new AuthenticationHeaderValue("Basic", basic));
    }

    /// <summary>A bearer token or a name and password of the kubeconfig itself; null for anonymous requests.</summary>
    private sealed class FixedCredential(AuthenticationHeaderValue? header) : ICredentialSource
    {
        public ValueTask<AuthenticationHeaderValue?> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(header);

        public bool Discard() => false;
    }
}
