using System.Net;

namespace OpsWorker.Server.Hosting;

/// <summary>Checks the addresses to listen at before anything is opened.</summary>
internal static class ListenUrls
{
    /// <summary>The setting of the certificate for https; beside it stand <c>KeyPath</c> and <c>Password</c>.</summary>
    public const string CertificateSetting = "Kestrel:Certificates:Default:Path";

    /// <summary>The reason why the addresses cannot be listened at; null where nothing is wrong with them.</summary>
    /// <param name="urls">Addresses with semicolons between them.</param>
    /// <param name="hasCertificate">A certificate for https is set.</param>
    public static string? FindError(string urls, bool hasCertificate)
    {
        var addresses = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return addresses is []
            ? "--urls is empty; an address like http://127.0.0.1:8484 was expected."
            : addresses.Select(address => FindAddressError(address, hasCertificate)).FirstOrDefault(error => error is not null);
    }

    private static string? FindAddressError(string text, bool hasCertificate)
    {
        if (Parse(text) is not { } address || address.IsUnixPipe || address.PathBase.Length > 0)
        {
            return $"--urls has \"{text}\"; an address like http://127.0.0.1:8484 was expected, without a path.";
        }

        if (address.Scheme is not ("http" or "https")) return $"--urls has \"{text}\"; only http and https are served.";
        if (address.Port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
        {
            return $"--urls has \"{text}\"; a port from {IPEndPoint.MinPort} to {IPEndPoint.MaxPort} was expected.";
        }

        if (address.Port == 0 && address.Host == "localhost")
        {
            return $"--urls has \"{text}\"; localhost is two addresses, which cannot have the same free port: use 127.0.0.1.";
        }

        return address.Scheme == "https" && !hasCertificate
            ? $"--urls has \"{text}\", but no certificate is set: name one by {CertificateSetting}, or leave https to a proxy in front of "
                + "the server."
            : null;
    }

    private static BindingAddress? Parse(string text)
    {
        try
        {
            return BindingAddress.Parse(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
