using System.Text.RegularExpressions;
using Shouldly;

namespace OpsWorker.Testing;

/// <summary>
/// The requests that the agent may send to an API server, whatever commands it gets: reads, and of Secrets only the metadata.
/// </summary>
public static partial class ReadOnlyRequests
{
    public static void ShouldOnlyRead(this IReadOnlyList<StandInRequest> requests)
    {
        requests.ShouldNotBeEmpty();
        requests.ShouldAllBe(r => r.Method == "GET");
        requests.ShouldAllBe(r => PlainPath().IsMatch(r.Path));
        requests
            .Where(r => SecretsPath().IsMatch(r.Path))
            .ShouldAllBe(r => r.Accept.Contains("PartialObjectMetadata", StringComparison.Ordinal));
    }

    /// <summary>Discovery, the version, lists, objects and logs; no other subresource of an object.</summary>
    [GeneratedRegex(
        @"\A/(version|apis?|api/v1(/namespaces/[a-z0-9\-]+)?/[a-z]+(/[A-Za-z0-9._:\-]+(/log)?)?|"
        + @"apis/[a-z0-9.]+/v[a-z0-9]+(/namespaces/[a-z0-9\-]+)?/[a-z]+(/[A-Za-z0-9._:\-]+)?)(\?.*)?\z",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex PlainPath();

    [GeneratedRegex(@"\A/api/v1(/namespaces/[a-z0-9\-]+)?/secrets([/?].*)?\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SecretsPath();
}
