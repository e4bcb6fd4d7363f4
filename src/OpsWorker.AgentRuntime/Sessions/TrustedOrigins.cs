using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;

namespace OpsWorker.AgentRuntime.Sessions;

/// <summary>
/// The origins that an agent may send to: the server that it is configured with, and the hosts of Amazon SQS and Amazon S3 in the region
/// that it is configured with, over HTTPS. A session names where commands come from and where answers go, and without this whoever
/// answers in the server's place could point the agent at a service within the cluster.
/// </summary>
/// <param name="server">The configured server.</param>
/// <param name="region">The configured region of AWS; null for a server that is its own queue.</param>
/// <param name="awsEndpoint">An endpoint in place of AWS, as tests have it; null for AWS.</param>
public sealed partial class TrustedOrigins(Uri server, string? region = null, Uri? awsEndpoint = null)
{
    /// <summary>The environment variable that names the region.</summary>
    public const string RegionVariable = "OPSWORKER_AWS_REGION";

    /// <summary>Checks where a session leads to.</summary>
    /// <exception cref="UntrustedSessionException">An address is of another origin.</exception>
    public void Check(AgentSession session)
    {
        Check("endpoint", session.Endpoint, "sqs");
        Check("command queue", Parse(session.CommandQueueUrl), "sqs");
        Check("result queue", Parse(session.ResultQueueUrl), "sqs");
        Check("upload origin", session.UploadOrigin, "s3");
    }

    private void Check(string what, Uri? address, string service)
    {
        if (address is { IsAbsoluteUri: true, UserInfo.Length: 0 } && (IsOwn(address) || IsAws(address, service))) return;
        var trusted = region is null
            ? $"the configured server; for an OpsWorker on AWS set {RegionVariable}"
            : $"the configured server or a host of AWS in {region}";
        throw new UntrustedSessionException(
            $"the session's {what} is {address?.GetLeftPart(UriPartial.Authority) ?? "no address"}, not {trusted}. Nothing is sent.");
    }

    private bool IsOwn(Uri address) => IsSameOrigin(address, server) || (awsEndpoint is not null && IsSameOrigin(address, awsEndpoint));

    private bool IsAws(Uri address, string service) =>
        region is not null
        && address is { Scheme: "https", IsDefaultPort: true }
        && AwsHost().Match(address.Host) is { Success: true } host
        && host.Groups["service"].Value == service
        && host.Groups["region"].Value == region;

    private static Uri? Parse(string address) => Uri.TryCreate(address, UriKind.Absolute, out var parsed) ? parsed : null;

    private static bool IsSameOrigin(Uri one, Uri other) =>
        Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    // https://docs.aws.amazon.com/general/latest/gr/sqs-service.html and s3.html: SERVICE.REGION.amazonaws.com, for a bucket before it.
    [GeneratedRegex(
        @"\A([a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\.)?(?<service>sqs|s3)[.-](dualstack\.)?(?<region>[a-z]{2}(-[a-z]+)+-[0-9])"
            + @"\.amazonaws\.com(\.cn)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        RegexTime.LimitMs)]
    private static partial Regex AwsHost();
}
