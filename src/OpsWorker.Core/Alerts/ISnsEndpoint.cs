namespace OpsWorker.Core.Alerts;

/// <summary>Fetches from the addresses that messages of Amazon SNS name. The caller has checked that they are addresses of SNS.</summary>
public interface ISnsEndpoint
{
    /// <summary>The certificate of a message's signature, in PEM.</summary>
    /// <exception cref="HttpRequestException">It cannot be fetched, or is larger than a certificate.</exception>
    Task<string> GetCertificateAsync(Uri address, CancellationToken cancellationToken);

    /// <summary>Confirms a subscription.</summary>
    /// <exception cref="HttpRequestException">SNS refused or did not answer.</exception>
    Task ConfirmSubscriptionAsync(Uri address, CancellationToken cancellationToken);
}
