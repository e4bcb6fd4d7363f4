using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;
using OpsWorker.Core;
using OpsWorker.Embedded;
using OpsWorker.Server.Hosting;

namespace OpsWorker.Server.Commands;

/// <summary>Opens the server and makes it listen; what its user can put right is an error of one line.</summary>
internal static class ServerStart
{
    /// <exception cref="UserErrorException">The data folder or an address to listen at cannot be used.</exception>
    public static async Task<ServerHost> StartAsync(
        ServerSettings settings, TimeProvider time, WebApplicationBuilder builder, CancellationToken cancellationToken)
    {
        var hasCertificate = !string.IsNullOrEmpty(builder.Configuration[ListenUrls.CertificateSetting]);
        if (ListenUrls.FindError(settings.Urls, hasCertificate) is { } error) throw new UserErrorException(error);
        var host = await OpenAsync(settings, time, builder, cancellationToken);
        try
        {
            await host.StartAsync(cancellationToken);
            return host;
        }
        catch (Exception e)
        {
            await host.DisposeAsync();
            if (ListenError(e, settings.Urls) is { } message) throw new UserErrorException(message);
            throw;
        }
    }

    private static async Task<ServerHost> OpenAsync(
        ServerSettings settings, TimeProvider time, WebApplicationBuilder builder, CancellationToken cancellationToken)
    {
        try
        {
            return await ServerHost.CreateAsync(settings, time, builder, cancellationToken);
        }
        catch (DataFolderException e)
        {
            throw new UserErrorException($"{e.Message} --data DIR or OPSWORKER_Data names another one.");
        }
        catch (StoreUnavailableException e)
        {
            throw new UserErrorException($"{e.Message} The data folder is {settings.DataFolder}.");
        }
    }

    private static string? ListenError(Exception exception, string urls) => exception switch
    {
        IOException { InnerException: AddressInUseException } =>
            $"{urls} cannot be listened at: another program does. Stop that one, or name another address by --urls; port 0 takes a free "
            + "one.",
        SocketException { SocketErrorCode: SocketError.AccessDenied } =>
            $"{urls} cannot be listened at: this user may not. Name another port by --urls; those below 1024 are mostly root's.",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } =>
            $"{urls} cannot be listened at: it is not an address of this machine. Name one that is by --urls.",
        CryptographicException or FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException =>
            $"The certificate of {ListenUrls.CertificateSetting} cannot be used: {exception.Message}",
        _ => null,
    };
}
