"""Makes the images and numbers in this folder with Pillow 12.3, an implementation that is not ours."""

from PIL import Image, ImageEnhance, ImageOps

WIDTH, HEIGHT = 12, 10
SIDE = 17
FILL = (1, 2, 3)


def picture():
    """Smooth, so that JPEG keeps it, and different in every pixel."""
    image = Image.new("RGB", (WIDTH, HEIGHT))
    for y in range(HEIGHT):
        for x in range(WIDTH):
            image.putpixel((x, y), (20 + x * 15, 30 + y * 18, 200 - (x + y) * 6))
    return image


def ycck(image, name):
    """Pillow writes no YCCK: these are inks that look like it, and Adobe's marker is changed to say that they are."""
    missing = image.point(lambda value: 255 - round(value * 255 / 200))
    bands = [ImageOps.invert(band) for band in missing.convert("YCbCr").split()]
    Image.merge("CMYK", bands + [Image.new("L", image.size, 255 - 200)]).save(name, quality=95, subsampling=0)
    with open(name, "rb") as file:
        content = bytearray(file.read())
    content[content.index(b"Adobe") + 11] = 2
    with open(name, "wb") as file:
        file.write(content)


def on_black(image):
    rgba = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", rgba.size, (0, 0, 0, 255)), rgba).convert("RGB")


def formats():
    rgb = picture()
    grey = rgb.convert("L")
    other = ImageOps.invert(rgb)
    translucent = rgb.convert("RGBA")
    translucent.putalpha(grey)
    grey_translucent = grey.convert("LA")
    grey_translucent.putalpha(ImageOps.invert(grey))
    deep = Image.new("I;16", rgb.size)
    for y in range(HEIGHT):
        for x in range(WIDTH):
            deep.putpixel((x, y), grey.getpixel((x, y)) * 257)
    palette = rgb.quantize(16)

    rgb.save("colour.jpg", quality=95, subsampling=0)
    rgb.save("progressive.jpg", quality=95, subsampling=0, progressive=True)
    grey.save("grey.jpg", quality=95)
    rgb.convert("CMYK").save("cmyk.jpg", quality=95, subsampling=0)
    ycck(rgb, "ycck.jpg")
    rgb.convert("CMYK").save("cmyk.tiff")
    rgb.save("colour.png")
    grey.save("grey.png")
    deep.save("grey-16.png")
    translucent.save("alpha.png")
    grey_translucent.save("grey-alpha.png")
    palette.save("palette.png")
    palette.save("palette.gif")
    grey.convert("1").save("bilevel.png")
    rgb.save("animated.png", save_all=True, append_images=[other])
    palette.save("animated.gif", save_all=True, append_images=[other.quantize(16)])
    rgb.save("colour.bmp")
    rgb.save("colour.tiff")
    rgb.save("colour.webp", lossless=True)
    rgb.save("colour.avif")
    Image.new("RGB", (1, 1), (10, 20, 30)).save("pixel.png")

    expected = {
        "colour.jpg": rgb,
        "progressive.jpg": rgb,
        "grey.jpg": grey.convert("RGB"),
        "cmyk.jpg": rgb,
        "ycck.jpg": rgb,
        "colour.png": rgb,
        "grey.png": grey.convert("RGB"),
        "grey-16.png": grey.convert("RGB"),
        "alpha.png": on_black(translucent),
        "grey-alpha.png": on_black(grey_translucent),
        "palette.png": palette.convert("RGB"),
        "palette.gif": palette.convert("RGB"),
        "bilevel.png": grey.convert("1").convert("RGB"),
        "animated.png": rgb,
        "animated.gif": palette.convert("RGB"),
        "colour.bmp": rgb,
        "colour.tiff": rgb,
        "pixel.png": Image.new("RGB", (1, 1), (10, 20, 30)),
    }
    write("formats.txt", [(name, image) for name, image in expected.items()])


def canvas():
    """Of the same pixels as CanvasTest's."""
    image = Image.new("RGB", (SIDE, SIDE))
    for y in range(SIDE):
        for x in range(SIDE):
            image.putpixel((x, y), tuple((x * 29 + y * 53 + c * 71 + x * y * 7) % 200 + 20 for c in range(3)))

    def moved(*matrix):
        return image.transform(image.size, Image.AFFINE, matrix, Image.NEAREST, fillcolor=FILL)

    middle = SIDE / 2
    rows = []
    for factor in (0.37, 1.6):
        rows.append((f"contrast {factor}", ImageEnhance.Contrast(image).enhance(factor)))
        rows.append((f"saturate {factor}", ImageEnhance.Color(image).enhance(factor)))
        rows.append((f"brighten {factor}", ImageEnhance.Brightness(image).enhance(factor)))
        rows.append((f"sharpen {factor}", ImageEnhance.Sharpness(image).enhance(factor)))
    rows.append(("posterize 5", ImageOps.posterize(image, 5)))
    rows.append(("solarize 100", ImageOps.solarize(image, 100)))
    rows.append(("stretch 0", ImageOps.autocontrast(image)))
    rows.append(("equalize 0", ImageOps.equalize(image)))
    rows.append(("rotate 17", image.rotate(17, Image.NEAREST, fillcolor=FILL)))
    rows.append(("shearX 0.21", moved(1, 0.21, -0.21 * middle, 0, 1, 0)))
    rows.append(("shearY -0.21", moved(1, 0, 0, -0.21, 1, 0.21 * middle)))
    rows.append(("translateX 0.3", moved(1, 0, round(0.3 * SIDE), 0, 1, 0)))
    rows.append(("translateY -0.3", moved(1, 0, 0, 0, 1, round(-0.3 * SIDE))))
    write("canvas.txt", rows)


def write(name, rows):
    with open(name, "w") as file:
        for title, image in rows:
            file.write(f"{title} {image.tobytes().hex()}\n")


formats()
canvas()
