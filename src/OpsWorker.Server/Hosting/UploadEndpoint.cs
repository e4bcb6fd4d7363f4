using OpsWorker.Embedded;

namespace OpsWorker.Server.Hosting;

/// <summary>Takes the answers of agents that are too large for a message; the address is the credential.</summary>
internal static class UploadEndpoint
{
    public static void MapUploads(this IEndpointRouteBuilder routes) =>
        routes.MapPut("/v1/uploads/{token}", UploadAsync).ExcludeFromDescription();

    private static async Task<IResult> UploadAsync(
        string token, HttpRequest request, EmbeddedStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!store.Uploads.TryRead(token, time.GetUtcNow(), out var upload))
        {
            return TypedResults.Problem(
                "The address is not valid or has expired.", statusCode: StatusCodes.Status403Forbidden, title: "The upload is refused.");
        }

        try
        {
            await store.ReceiveUploadAsync(upload, request.Body, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status413PayloadTooLarge, title: "The upload is too large.");
        }

        return TypedResults.NoContent();
    }
}
